"""Which addresses are read at all, however they are written."""

from ipaddress import IPv4Address

import pytest

from portal.calendars.addresses import follow, is_public, read_address
from portal.calendars.problems import CalendarProblem, Problem


def problem_of(text: str) -> Problem:
    with pytest.raises(CalendarProblem) as found:
        read_address(text)
    return found.value.problem


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://example.org/a.ics", "https://example.org/a.ics"),
        ("  webcal://example.org/a.ics\n", "https://example.org/a.ics"),
        ("example.org/a.ics?x=1#part", "https://example.org/a.ics?x=1"),
        ("HTTPS://Example.ORG:443", "https://example.org/"),
        ("https://カレンダー.example/集まり.ics", "https://xn--lckzb9g2a9b.example/%E9%9B%86%E3%81%BE%E3%82%8A.ics"),
        ("https://example.org./%E3%81%82.ics", "https://example.org/%E3%81%82.ics"),
    ],
)  # fmt: skip
def test_an_address_is_read_as_https_however_it_was_pasted(typed, meant):
    assert str(read_address(typed)) == meant
    assert str(read_address(meant)) == meant


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("http://example.org/a.ics", Problem.NOT_HTTPS),
        ("file:///etc/passwd", Problem.NOT_HTTPS),
        ("gopher://example.org/", Problem.NOT_HTTPS),
        ("https://user:secret@example.org/", Problem.USER),
        ("https://example.org@127.0.0.1/", Problem.USER),
        ("https://example.org:8443/", Problem.PORT),
        ("https://example.org:0/", Problem.PORT),
        ("https://example.org:port/", Problem.NO_ADDRESS),
        ("https:///a.ics", Problem.NO_ADDRESS),
        ("https://localhost/", Problem.NO_ADDRESS),
        ("https://ex ample.org/", Problem.NO_ADDRESS),
        ("https://example.org/\r\nHost: other", Problem.NO_ADDRESS),
        ("https://example.org\\@127.0.0.1/", Problem.NO_ADDRESS),
        ("https://[::1/", Problem.NO_ADDRESS),
        ("https://exa_mple-.org-/", Problem.NO_ADDRESS),
        ("", Problem.NO_ADDRESS),
        ("https://example.org/" + "a" * 1000, Problem.NO_ADDRESS),
        ("https://example.org/" + "集" * 400, Problem.NO_ADDRESS),
    ],
)
def test_every_other_address_is_refused_with_its_reason(typed, problem):
    assert problem_of(typed) == problem


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", str(IPv4Address(0)), "0.1.2.3", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1",
        "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.0.0.8",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:93.184.215.14", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:5db8:d70e::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "::ffff:0:10.0.0.1", "fec0::1", "100::1",
        "", "example.org", "127.1", "2130706433", "0x7f.0.0.1",
    ],
)  # fmt: skip
def test_an_ip_address_that_not_everybody_reaches_is_not_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111"])
def test_an_ip_address_that_everybody_reaches_is_public(ip):
    assert is_public(ip)


def test_a_redirect_is_judged_like_a_typed_address():
    start = read_address("https://example.org/a/b.ics")
    assert str(follow(start, "/c.ics")) == "https://example.org/c.ics"
    assert str(follow(start, "//other.example/d.ics")) == "https://other.example/d.ics"
    for bad in ("http://example.org/", "https://u@example.org/", "https://example.org:8/", "\x00"):
        with pytest.raises(CalendarProblem):
            follow(start, bad)
