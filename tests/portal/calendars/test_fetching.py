"""A calendar is fetched over a real TLS connection; everything that could harm is refused in time."""

import gzip
import socket
import threading
import time
from functools import partial

import pytest

from portal.calendars.addresses import read_address
from portal.calendars.fetching import (
    INTERNET,
    MOST_BYTES,
    Network,
    Validators,
    dial,
    fetch,
    look_up,
)
from portal.calendars.problems import CalendarProblem, Problem
from tests.portal.calendars.server import (
    HOST,
    OTHER_PUBLIC,
    PUBLIC,
    answer,
    make_certificate,
    moved,
)

AT = f"https://{HOST}/group.ics"


def problem_of(network: Network, address: str = AT, seconds: float = 5.0) -> Problem:
    with pytest.raises(CalendarProblem) as found:
        fetch(read_address(address), Validators(), network, seconds)
    return found.value.problem


def body_of(site, path: str = "/group.ics") -> bytes | None:
    return fetch(read_address(f"https://{HOST}{path}"), Validators(), site.network()).body


def test_the_body_comes_with_what_it_is_known_by(site):
    site.pages["/group.ics"] = answer(b"BEGIN", ETag='"v1"', Last_Modified="Mon, 01 Jan 2026")
    found = fetch(read_address(AT), Validators(), site.network())
    assert found.body == b"BEGIN"
    assert found.validators == Validators('"v1"', "Mon, 01 Jan 2026")
    assert found.charset == "utf-8"


def test_the_request_tells_nothing_but_what_is_needed(site):
    site.pages["/group.ics?key=a%20b"] = answer(b"x")
    body_of(site, "/group.ics?key=a%20b")
    host, path, headers = site.asked[0]
    assert (host, path) == (HOST, "/group.ics?key=a%20b")
    assert set(headers) == {"host", "accept", "accept-encoding", "user-agent", "connection"}
    assert headers["accept-encoding"] == "identity"


def test_what_did_not_change_is_not_sent_again(site):
    site.pages["/group.ics"] = answer(status=304)
    kept = Validators('"v1"', "Mon, 01 Jan 2026")
    found = fetch(read_address(AT), kept, site.network())
    assert (found.body, found.validators) == (None, kept)
    sent = site.asked[0][2]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"v1"', "Mon, 01 Jan 2026")


def test_a_304_that_nobody_asked_for_is_no_calendar(site):
    site.pages["/group.ics"] = answer(status=304)
    assert problem_of(site.network()) == Problem.STATUS


def test_an_etag_that_cannot_be_sent_back_is_not_kept(site):
    site.pages["/group.ics"] = answer(b"x", ETag='"' + "v" * 500 + '"')
    assert fetch(read_address(AT), Validators(), site.network()).validators == Validators()


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "fe80::1"],
)  # fmt: skip
def test_a_host_inside_is_never_dialled(site, ip):
    network = site.network(calendar_example_org=[ip])
    assert problem_of(network) == Problem.PRIVATE
    assert site.dialled == []


def test_one_inner_address_among_public_ones_is_enough_to_refuse(site):
    assert problem_of(site.network(calendar_example_org=[PUBLIC, "10.0.0.1"])) == Problem.PRIVATE
    assert site.dialled == []


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1/a", "https://[::1]/a", "https://2130706433.0/a"]
)
def test_an_address_of_numbers_is_looked_up_and_refused_alike(address):
    assert problem_of(INTERNET, address) in {Problem.PRIVATE, Problem.UNKNOWN_HOST}


def test_the_name_is_looked_up_once_and_just_its_address_is_dialled(site):
    """DNS rebinding: a second answer would lead inside."""
    answers = [[PUBLIC], ["127.0.0.1"]]
    asked = []

    def rebinding(host: str) -> list[str]:
        asked.append(host)
        return answers.pop(0)

    found = fetch(read_address(AT), Validators(), Network(rebinding, site.dial, site.trust))
    assert found.body is not None
    assert asked == [HOST]
    assert site.dialled == [PUBLIC]


def test_the_second_address_is_tried_where_the_first_does_not_answer(site):
    def half_down(ip: str, seconds: float) -> socket.socket:
        if ip == OTHER_PUBLIC:
            raise ConnectionRefusedError
        return site.dial(ip, seconds)

    network = Network(lambda host: [OTHER_PUBLIC, PUBLIC], half_down, site.trust)
    assert fetch(read_address(AT), Validators(), network).body is not None
    assert site.dialled == [PUBLIC]


def test_the_products_own_dialling_goes_to_the_address_that_it_is_given(monkeypatch):
    seen = []
    monkeypatch.setattr(socket, "create_connection", lambda *words: seen.append(words))
    dial(PUBLIC, 3.0)
    assert seen == [((PUBLIC, 443), 3.0)]
    assert (INTERNET.look_up, INTERNET.dial) == (look_up, dial)
    context = INTERNET.trust()
    assert context.check_hostname
    assert context.verify_mode.name == "CERT_REQUIRED"


def test_an_unknown_host_is_told(site):
    assert problem_of(site.network(), "https://other.example/a.ics") == Problem.UNKNOWN_HOST
    assert problem_of(site.network(calendar_example_org=[])) == Problem.UNKNOWN_HOST


def test_redirects_are_followed_three_times(site):
    for number in range(3):
        site.pages[f"/{number}"] = moved(f"/{number + 1}", status=(301, 307, 308)[number])
    site.pages["/3"] = answer(b"here")
    assert body_of(site, "/0") == b"here"
    site.pages["/3"] = moved("/4")
    site.pages["/4"] = answer(b"too far")
    assert problem_of(site.network(), f"https://{HOST}/0") == Problem.REDIRECTS


@pytest.mark.parametrize(
    ("to", "problem"),
    [
        (f"http://{HOST}/a.ics", Problem.NOT_HTTPS),
        ("https://inside.example/", Problem.PRIVATE),
        ("https://169.254.169.254/latest/", Problem.UNKNOWN_HOST),
        (f"https://{HOST}:8443/", Problem.PORT),
        (f"https://u:p@{HOST}/", Problem.USER),
        ("file:///etc/passwd", Problem.NOT_HTTPS),
        ("", Problem.REDIRECTS),
    ],
)
def test_each_redirect_is_checked_anew(site, to, problem):
    site.pages["/group.ics"] = moved(to)
    assert problem_of(site.network(inside_example=["10.0.0.9"])) == problem
    assert len(site.dialled) <= 4


def test_a_certificate_of_another_name_is_refused(site, tmp_path):
    site.context.load_cert_chain(*make_certificate(tmp_path, "other.example"))
    network = site.network()
    other = tmp_path / "other.example.pem"

    def trusting() -> object:
        context = site.trust()
        context.load_verify_locations(other)
        return context

    assert problem_of(Network(network.look_up, network.dial, trusting)) == Problem.CERTIFICATE
    assert site.asked == []


def test_a_certificate_that_nobody_vouches_for_is_refused(site):
    network = site.network()
    untrusting = Network(network.look_up, network.dial, INTERNET.trust)
    assert problem_of(untrusting) == Problem.CERTIFICATE
    assert site.asked == []


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (401, Problem.FORBIDDEN),
        (403, Problem.FORBIDDEN),
        (404, Problem.MISSING),
        (410, Problem.MISSING),
        (500, Problem.STATUS),
        (204, Problem.STATUS),
    ],
)
def test_an_answer_that_is_none_is_told(site, status, problem):
    site.pages["/group.ics"] = answer(status=status)
    assert problem_of(site.network()) == problem


def test_a_web_page_is_no_calendar(site):
    site.pages["/group.ics"] = answer(b"<html>", kind="text/html")
    assert problem_of(site.network()) == Problem.NOT_CALENDAR
    site.pages["/group.ics"] = answer(b"BEGIN", kind="text/plain")
    assert body_of(site) == b"BEGIN"


def test_a_bomb_of_gzip_is_not_opened(site):
    bomb = gzip.compress(bytes(50 * MOST_BYTES))
    site.pages["/group.ics"] = answer(bomb, Content_Encoding="gzip")
    assert problem_of(site.network()) == Problem.PACKED


def test_one_megabyte_is_read_and_no_more(site):
    site.pages["/group.ics"] = answer(bytes(MOST_BYTES))
    assert body_of(site) == bytes(MOST_BYTES)
    site.pages["/group.ics"] = answer(bytes(MOST_BYTES + 1))
    assert problem_of(site.network()) == Problem.TOO_LARGE


def endless(handler, chunk: bytes, pause: float = 0.0, head: bool = True) -> None:
    """Chunks without end and without a length, until the client hangs up."""
    if head:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/calendar")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
    while True:
        handler.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        time.sleep(pause)


def test_a_body_without_end_is_left_at_one_megabyte(site):
    site.pages["/group.ics"] = partial(endless, chunk=bytes(65536))
    assert problem_of(site.network()) == Problem.TOO_LARGE


def drip_head(handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.05)


@pytest.mark.parametrize("drip", [drip_head, partial(endless, chunk=b"B", pause=0.05)])
def test_a_server_that_drips_is_left_at_the_deadline(site, drip):
    site.pages["/group.ics"] = drip
    started = time.monotonic()
    assert problem_of(site.network(), seconds=0.6) == Problem.TOO_SLOW
    assert time.monotonic() - started < 5


def test_the_deadline_holds_over_redirects_too(site):
    def slowly(handler) -> None:
        time.sleep(0.4)
        moved("/group.ics")(handler)

    site.pages["/group.ics"] = slowly
    assert problem_of(site.network(), seconds=0.6) == Problem.TOO_SLOW


def test_a_server_that_takes_the_connection_and_says_nothing_is_left(site):
    silent = socket.create_server(("127.0.0.1", 0))
    at = silent.getsockname()
    network = Network(
        lambda host: [PUBLIC], lambda ip, s: socket.create_connection(at, s), site.trust
    )
    with silent:
        assert problem_of(network, seconds=0.4) == Problem.TOO_SLOW


def test_a_name_server_that_does_not_answer_is_left(site):
    ended = threading.Event()

    def hanging(host: str) -> list[str]:
        ended.wait(10)
        return [PUBLIC]

    assert problem_of(Network(hanging, site.dial, site.trust), seconds=0.3) == Problem.TOO_SLOW
    ended.set()
    assert site.dialled == []


def broken(handler, text: bytes) -> None:
    handler.wfile.write(text)


@pytest.mark.parametrize(
    "text",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\nContent-Length: 500\r\n\r\nBEGIN",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000,
        b"SSH-2.0-OpenSSH\r\n",
        b"",
    ],
)  # fmt: skip
def test_an_answer_that_breaks_off_or_is_no_http_is_no_calendar(site, text):
    site.pages["/group.ics"] = partial(broken, text=text)
    assert problem_of(site.network()) == Problem.UNREACHABLE


def test_the_reason_never_holds_the_address(site):
    with pytest.raises(CalendarProblem) as found:
        fetch(read_address(f"https://{HOST}/secret-key"), Validators(), site.network())
    assert "secret" not in str(found.value)
    assert found.value.__cause__ is None
