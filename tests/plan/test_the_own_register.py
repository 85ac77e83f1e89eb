"""The register that stands in where the city's text is absent."""

import re

from plan.register import department_kana, register, summaries


def test_the_register_needs_no_file_and_holds_the_31_measures() -> None:
    plan = register()
    assert len(plan.measures) == 31
    assert sum(bool(measure.original_number) for measure in plan.measures) == 19
    assert not any(measure.detail for measure in plan.measures)


def test_every_department_of_a_measure_is_registered_with_its_kana() -> None:
    named = {a.department for measure in register().measures for a in measure.assignments}
    registered = {department.name for department in register().departments}
    assert named <= registered
    assert registered == department_kana().keys()
    assert all(re.fullmatch("[ぁ-んー]+", kana) for kana in department_kana().values())


def test_every_measure_has_a_short_polite_summary() -> None:
    assert list(summaries()) == [measure.number for measure in register().measures]
    for number, summary in summaries().items():
        *sentences, rest = summary.split("。")
        assert not rest, number
        assert 1 <= len(sentences) <= 2, number
        assert all(len(sentence) < 50 for sentence in sentences), number
        assert all(re.search("(です|ます)$", sentence) for sentence in sentences), number
