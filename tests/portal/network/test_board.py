"""What groups write to each other, and who sees it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.models import BoardAnswer, BoardPost, BoardReport
from portal.network import board
from portal.tasks import forget_network
from tests.portal.network.conftest import POST, text_of
from tests.portal.proposing import staff

pytestmark = pytest.mark.django_db
BOARD = "/portal/board/"


def at(post) -> str:
    return f"{BOARD}{post.pk}/"


def test_what_one_group_writes_the_others_read_under_its_name(post, their_phone):
    page = text_of(their_phone, BOARD)
    assert post.title in page
    assert "なみのおと" in page
    assert "佐藤" not in text_of(their_phone, at(post))


def test_nobody_reads_it_who_is_not_signed_in(post):
    for path in (BOARD, at(post), f"{BOARD}new/", "/portal/groups/"):
        answer = Client().get(path)
        assert answer.status_code == 403
        assert post.title not in answer.content.decode()


def test_the_desk_counts_what_is_new_until_the_board_was_looked_at(post, their_phone, phone):
    assert "新しい書きこみ 1件" in text_of(their_phone, "/portal/")
    assert "新しい書きこみ" not in text_of(phone, "/portal/")
    their_phone.get(BOARD)
    assert "新しい書きこみ" not in text_of(their_phone, "/portal/")


def test_an_answer_stands_below_and_is_told_by_mail_without_its_words(
    post, their_phone, phone, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        their_phone.post(at(post), {"act": "answer", "words": "20脚あります。ひみつの電話です"})
    assert "20脚あります" in text_of(phone, at(post))
    told = mail.outbox[-1]
    assert told.to == ["sato@example.jp"]
    assert "べつの会" in told.body
    assert at(post) in told.body
    assert "20脚" not in told.body + told.subject
    assert "suzuki" not in told.message().as_string()


def test_what_is_sent_again_after_a_lost_answer_stands_there_once(post, phone, their_phone):
    phone.post(f"{BOARD}new/", POST)
    for _again in range(2):
        their_phone.post(at(post), {"act": "answer", "words": "あります"})
    assert BoardPost.objects.count() == BoardAnswer.objects.count() == 1


def test_posts_are_narrowed_by_kind(post, phone):
    phone.post(f"{BOARD}new/", POST | {"kind": "offer", "title": "絵本をゆずります"})
    page = text_of(phone, f"{BOARD}?kind=offer")
    assert "絵本をゆずります" in page
    assert post.title not in page
    assert post.title in text_of(phone, f"{BOARD}?kind=nothing")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"kind": ""}, "種類をえらんでください。"),
        ({"title": ""}, "題を書いてください。"),
        ({"title": "あ" * 81}, "80字までです。いま81字あります。"),
        ({"words": "あ" * 2001}, "2000字までです。いま2001字あります。"),
        ({"days": "9999"}, "いつまで出すかを、えらんでください。"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(phone, words, sentence):
    answer = phone.post(f"{BOARD}new/", POST | words)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    kept = next(text for name, text in POST.items() if name in {"title", "words"} - {*words})
    assert kept in answer.content.decode()
    assert not BoardPost.objects.exists()


def test_html_is_shown_and_not_run(phone, their_phone):
    phone.post(f"{BOARD}new/", POST | {"words": "<script>alert(1)</script>"})
    page = text_of(their_phone, at(BoardPost.objects.get()))
    assert "&lt;script&gt;alert(1)" in page


def test_an_ended_post_is_seen_by_its_group_alone_and_can_be_put_out_again(
    post, phone, their_phone
):
    phone.post(at(post), {"act": "close"})
    assert their_phone.get(at(post)).status_code == 404
    assert post.title not in text_of(their_phone, BOARD)
    assert "終わった書きこみです" in text_of(phone, at(post))
    phone.post(f"{at(post)}edit/", POST | {"words": "まだ足りません"})
    assert "まだ足りません" in text_of(their_phone, at(post))


def test_a_post_ends_by_itself_after_its_last_day(post, phone, their_phone):
    BoardPost.objects.update(ends_on=timezone.localdate())
    assert post.title in text_of(their_phone, BOARD)
    BoardPost.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert post.title not in text_of(their_phone, BOARD)
    assert phone.post(at(post), {"act": "answer", "words": "まだです"}).status_code == 422
    assert not BoardAnswer.objects.exists()


@pytest.mark.parametrize("verb", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_no_verb_changes_the_post_of_another_group(post, their_phone, verb):
    before = BoardPost.objects.values().get()
    for path, words in (
        (f"{at(post)}edit/", POST | {"words": "のっとり"}),
        (at(post), {"act": "close"}),
        (f"{BOARD}{post.pk + 1}/edit/", POST),
    ):
        answer = getattr(their_phone, verb)(path, words if verb == "post" else None)
        assert answer.status_code in {200, 404, 405, 422}
        assert BoardPost.objects.values().get() == before
    assert their_phone.get(f"{at(post)}edit/").status_code == 404


def test_only_the_group_that_answered_takes_its_answer_back(post, phone, their_phone):
    their_phone.post(at(post), {"act": "answer", "words": "あります"})
    answer = BoardAnswer.objects.get()
    assert phone.post(at(post), {"act": str(answer.pk)}).status_code == 422
    assert BoardAnswer.objects.exists()
    assert their_phone.post(at(post), {"act": str(answer.pk)}).status_code == 302
    assert not BoardAnswer.objects.exists()


@pytest.mark.parametrize("act", ["", "nothing", "9" * 40, "-1", "１"])
def test_what_no_button_sends_does_nothing(post, phone, act):
    assert phone.post(at(post), {"act": act}).status_code == 422


def test_a_group_that_writes_very_often_is_asked_to_wait_and_loses_nothing(post, phone):
    for turn in range(board.AN_HOUR):
        answer = phone.post(at(post), {"act": "answer", "words": f"{turn}回目"})
    assert answer.status_code == 429
    assert "書きこみが続いています" in answer.content.decode()
    assert f"{board.AN_HOUR - 1}回目" in answer.content.decode()
    assert BoardAnswer.objects.count() == board.AN_HOUR - 1


def test_trouble_is_told_to_the_city_and_to_nobody_else(
    post, phone, their_phone, django_capture_on_commit_callbacks
):
    staff("tanaka", email="tanaka@example.jp")
    with django_capture_on_commit_callbacks(execute=True):
        their_phone.post(f"{at(post)}report/", {"words": "だれかの名前が書いてあります"})
    assert mail.outbox[-1].to == ["tanaka@example.jp"]
    assert "名前が書いてあります" not in mail.outbox[-1].body
    assert "名前が書いてあります" not in text_of(phone, at(post))
    assert BoardReport.objects.get().done_at is None


def test_the_city_reads_it_takes_it_out_of_sight_and_ends_the_report(
    post, phone, their_phone, client
):
    their_phone.post(f"{at(post)}report/", {"words": "だれかの名前が書いてあります"})
    their_phone.post(at(post), {"act": "answer", "words": "ひどい返事"})
    client.force_login(staff("tanaka"))
    assert "団体からの知らせ 1件" in text_of(client, "/admin/")
    assert "▲ 知らせ 1件" in text_of(client, "/admin/board/")
    page = f"/admin/board/{post.pk}/"
    assert "だれかの名前が書いてあります" in text_of(client, page)
    client.post(page, {"act": "hide", "answer": BoardAnswer.objects.get().pk})
    assert "ひどい返事" not in text_of(phone, at(post))
    client.post(page, {"act": "hide"})
    client.post(page, {"act": "done"})
    assert their_phone.get(at(post)).status_code == 404
    assert "市の担当が見えなくしました" in text_of(phone, at(post))
    assert phone.get(f"{at(post)}edit/").status_code == 404
    assert BoardReport.objects.get().done_by.username == "tanaka"
    client.post(page, {"act": "show"})
    assert post.title in text_of(their_phone, BOARD)


def test_editors_and_members_do_not_reach_the_page_of_the_city(post, phone, client):
    client.force_login(staff("kato", role="編集"))
    for who in (client, phone):
        assert who.get("/admin/board/").status_code == 302
        who.post(f"/admin/board/{post.pk}/", {"act": "hide"})
    assert BoardPost.objects.get().hidden_at is None


@pytest.mark.parametrize("answer", ["x", "9" * 40, "1"])
def test_an_answer_that_is_not_there_is_not_hidden(post, client, answer):
    client.force_login(staff("tanaka"))
    sent = client.post(f"/admin/board/{post.pk}/", {"act": "hide", "answer": answer})
    assert sent.status_code == 404
    assert client.post(f"/admin/board/{post.pk}/", {"act": "x"}).status_code == 422


def test_what_ended_long_ago_is_deleted_unless_trouble_waits(post, phone, their_phone):
    phone.post(f"{BOARD}new/", POST | {"title": "べつの話"})
    their_phone.post(f"{at(post)}report/", {"words": "こまりました"})
    ended = timezone.localdate() - board.KEPT
    BoardPost.objects.update(ends_on=ended)
    forget_network()
    assert BoardPost.objects.count() == 2
    BoardPost.objects.update(ends_on=ended - timedelta(days=1))
    forget_network()
    assert BoardPost.objects.get() == post


def test_pages_take_the_same_queries_however_much_stands_there(
    post, phone, their_phone, django_assert_max_num_queries
):
    phone.get(BOARD)
    with django_assert_max_num_queries(40) as few:
        phone.get(BOARD)
    most = len(few.captured_queries)
    for turn in range(12):
        their_phone.post(f"{BOARD}new/", POST | {"title": f"{turn}つ目"})
    with django_assert_max_num_queries(most):
        phone.get(BOARD)
