"""Each reason why a calendar could not be read, as one sentence for the group."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.calendars.problems import Problem


def sentence(problem: str) -> str:
    """What is said of a problem; "" where there is none."""
    return _sentences()[Problem(problem)] if problem else ""


def _sentences() -> dict[Problem, str]:
    return _of_addresses() | _of_answers()


def _of_addresses() -> dict[Problem, str]:
    return {
        Problem.NO_ADDRESS: _(
            "アドレスの形がちがうようです。カレンダーの「iCal形式」のアドレスを、そのままはってください。"
        ),
        Problem.NOT_HTTPS: _(
            "「https://」ではじまるアドレスだけを読めます。カレンダーの設定で、https のアドレスをさがしてください。"
        ),
        Problem.USER: _(
            "アドレスに名前やパスワードが入っています。入っていない、公開用のアドレスをはってください。"
        ),
        Problem.PORT: _(
            "アドレスに特別な番号（ポート）が入っています。番号のないアドレスだけを読めます。"
        ),
        Problem.PRIVATE: _(
            "そのアドレスは、インターネットのどこからでも見られる場所ではないので、読めません。"
        ),
        Problem.UNKNOWN_HOST: _(
            "そのアドレスのサイトが見つかりません。打ちまちがいがないか、見てください。"
        ),
        Problem.REDIRECTS: _(
            "アドレスが何度もほかへ移されて、カレンダーに行きつきません。最後のアドレスをはってください。"
        ),
    }


def _of_answers() -> dict[Problem, str]:
    return {
        Problem.UNREACHABLE: _(
            "カレンダーのサイトにつながらないか、とちゅうで切れました。すこし待って、もういちど読みこんでください。"
        ),
        Problem.CERTIFICATE: _(
            "カレンダーのサイトと安全につなげません（証明書がちがうようです）。サイトの管理者にたずねてください。"
        ),
        Problem.TOO_SLOW: _(
            "10秒待ちましたが、カレンダーが届きませんでした。すこし待って、もういちど読みこんでください。"
        ),
        Problem.TOO_LARGE: _(
            "カレンダーが大きすぎます（1MBまで）。古い予定を消すか、この集まりだけのカレンダーをつくってください。"
        ),
        Problem.FORBIDDEN: _(
            "カレンダーを見ることがゆるされていません。カレンダーの設定で、公開になっているか見てください。"
        ),
        Problem.MISSING: _(
            "そのアドレスにカレンダーがありません。消したか、アドレスが変わったのかもしれません。"
        ),
        Problem.STATUS: _(
            "カレンダーのサイトが、うまく答えませんでした。すこし待って、もういちど読みこんでください。"
        ),
        Problem.PACKED: _(
            "カレンダーが圧縮されて届いたので、読めません。サイトの管理者にたずねてください。"
        ),
        Problem.NOT_CALENDAR: _(
            "カレンダーではないものが届きました。ページのアドレスではなく、「iCal形式」のアドレスをはってください。"
        ),
        Problem.UNREADABLE: _(
            "届いたカレンダーが、こわれているようで読めません。カレンダーのサービスにたずねてください。"
        ),
    }
