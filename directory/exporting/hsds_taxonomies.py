"""The site's own terms as taxonomies of HSDS: kinds, audiences, topics, measures, ways of talking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from directory.exporting.hsds_ids import hsds_id
from directory.models import Audience, Organization, Place, Topic
from directory.models.place import MODES
from plan.models import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cms.base.records import Named
    from directory.exporting.loading import PlaceFacts

LANGUAGE: Final = "ja"
EASES: Final = (
    ("no-booking", "予約なしでOK"),
    ("anonymous", "名前を言わなくてOK"),
    ("referral", "紹介がいる"),
)
DETAILS: Final = (
    ("kana", "よみがな"),
    ("sample", "見本"),
    ("checked-by", "確かめたところ"),
    ("next-check", "次に確かめる日"),
    ("position", "場所の正確さ"),
)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A list of terms; `title` and `description` are Japanese."""

    code: str
    title: str
    description: str

    @property
    def id(self) -> str:
        return hsds_id("taxonomy", self.code)

    def as_hsds(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.title, "description": self.description}

    def term(self, code: str, name: str) -> Term:
        return Term(self, code, name)


@dataclass(frozen=True, slots=True)
class Term:
    taxonomy: Taxonomy
    code: str
    name: str

    @property
    def id(self) -> str:
        return hsds_id("term", self.taxonomy.code, self.code)

    def as_hsds(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "code": self.code,
            "name": self.name,
            "description": f"{self.taxonomy.title}：{self.name}",
            "taxonomy": self.taxonomy.title,
            "taxonomy_id": self.taxonomy.id,
            "language": LANGUAGE,
        }


KIND: Final = Taxonomy("kind", "種類", "居場所・相談先の種類です。")
AUDIENCE: Final = Taxonomy("audience", "対象", "だれのための場所かを表します。")
TOPIC: Final = Taxonomy("topic", "テーマ", "何についての場所かを表します。")
MEASURE: Final = Taxonomy(
    "measure", "市の取組", "市の計画にある取組です。番号は計画の版ごとのものです。"
)
MODE: Final = Taxonomy("mode", "話し方・使い方", "行く、電話する、家に来てもらうなどの使い方です。")
EASE: Final = Taxonomy("ease", "行きやすさ", "予約や紹介がいるかどうかです。")
GROUP_KIND: Final = Taxonomy("group-kind", "団体の種類", "運営する団体の種類です。")
DETAIL: Final = Taxonomy(
    "detail", "そのほかの項目", "HSDSに項目がないことを、値といっしょに表します。"
)
TAXONOMIES: Final = (KIND, AUDIENCE, TOPIC, MEASURE, MODE, EASE, GROUP_KIND, DETAIL)


def terms_of_place(facts: PlaceFacts) -> list[tuple[Term, str]]:
    """The terms of a place, each with its value or ""."""
    place, check = facts.place, facts.beside.check
    eased = {
        "no-booking": place.no_booking,
        "anonymous": place.anonymous,
        "referral": place.referral_needed,
    }
    values = {
        "kana": place.kana,
        "sample": "はい" if place.sample else "",
        "checked-by": check.by if check else "",
        "next-check": check.next_due.isoformat() if check else "",
    }
    return [
        (KIND.term(place.kind, place.get_kind_display()), ""),
        *((term, "") for term in _named(AUDIENCE, place.audiences.all())),
        *((term, "") for term in _named(TOPIC, place.topics.all())),
        *((measure_term(measure), "") for measure in place.measures.all()),
        *((MODE.term(code, label), "") for code, label in MODES if code in place.modes),
        *((EASE.term(code, label), "") for code, label in EASES if eased[code]),
        *((DETAIL.term(code, label), values[code]) for code, label in DETAILS if values.get(code)),
    ]


def measure_term(measure: Measure) -> Term:
    return MEASURE.term(measure.reference, measure.title)


def all_terms(taxonomy: Taxonomy) -> Iterable[Term]:
    """Every term of a taxonomy that records can carry."""
    match taxonomy:
        case Taxonomy(code="audience"):
            return _named(AUDIENCE, Audience.objects.all())
        case Taxonomy(code="topic"):
            return _named(TOPIC, Topic.objects.all())
        case Taxonomy(code="measure"):
            return map(measure_term, Measure.objects.select_related("edition"))
    return (taxonomy.term(code, label) for code, label in _FIXED[taxonomy.code])


_FIXED: Final[dict[str, Iterable[tuple[str, str]]]] = {
    "kind": Place.Kind.choices,
    "mode": MODES,
    "ease": EASES,
    "group-kind": Organization.Kind.choices,
    "detail": DETAILS,
}


def _named(taxonomy: Taxonomy, terms: Iterable[Named]) -> Iterator[Term]:
    return (taxonomy.term(term.slug, term.name) for term in terms)


def attributes(entity: str, entity_id: str, terms: Iterable[tuple[Term, str]]) -> list[Any]:
    """Terms as attributes of the entity (an HSDS table name) with this id."""
    return [
        {
            "id": hsds_id("attribute", entity_id, term.taxonomy.code, term.code),
            "link_id": entity_id,
            "link_type": term.taxonomy.code,
            "link_entity": entity,
            **({"value": value} if value else {}),
            "taxonomy_term": term.as_hsds(),
        }
        for term, value in terms
    ]
