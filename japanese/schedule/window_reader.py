"""Times of day in a phrase: 10時〜12時, 17:00〜."""

from japanese.schedule import readings
from japanese.schedule.kinds import Kind
from japanese.schedule.refusal import Unreadable
from japanese.schedule.said import Said, Window
from japanese.schedule.stream import Stream
from japanese.schedule.tokens import Token


class WindowReader:
    """Reads a time that a stream has just passed, with the end that may follow it."""

    def __init__(self, stream: Stream, said: Said) -> None:
        self._stream = stream
        self._said = said

    def read(self, token: Token) -> None:
        if self._said.overrides and not self._is_for_all():
            raise Unreadable("月ごとに日も時間も違うときは、時期ごとに分けてください。")
        start = readings.clock(token)
        end = self._end_of_window()
        if end is None:
            self._said.items.append(Window(start, None))
            return
        last = readings.clock(end, start, token.groups.get("half_day", ""))
        if last <= start and (last.hour, last.minute) != (0, 0):
            raise Unreadable(f"終わりの時刻「{end.text.strip()}」が始まりより前です。")
        self._said.items.append(Window(start, last))

    def _end_of_window(self) -> Token | None:
        """The time after 〜; None for an open window (17:00〜)."""
        stream = self._stream
        place = stream.place
        stream.skip(Kind.GAP)
        if stream.take(Kind.UNTIL):
            raise Unreadable("始まりの時刻がありません。")
        if not stream.take(Kind.RANGE):
            stream.place = place
            return None
        place = stream.place
        stream.skip(Kind.GAP)
        end = stream.take(Kind.TIME)
        if end is not None and self._goes_on():
            raise Unreadable("時間が3つ続いていて、いつまでか分かりません。")
        if end is None or stream.next_is(Kind.RANGE):
            stream.place = place
            return None
        stream.take(Kind.UNTIL)
        return end

    def _goes_on(self) -> bool:
        """10:00-12:00-13:00; 10時〜11時〜 are two open windows."""
        dash, after = self._stream.peek(), self._stream.peek(1)
        return (
            dash is not None and after is not None and dash.text == "-" and after.kind is Kind.TIME
        )

    def _is_for_all(self) -> bool:
        """第2土曜(8月は第1土曜) 10時〜: the time stands behind the bracket and is the only one."""
        before = self._stream.peek(-2)
        if before is not None and before.kind is Kind.GAP:
            before = self._stream.peek(-3)
        has_windows = any(isinstance(item, Window) for item in self._said.items)
        return before is not None and before.kind is Kind.CLOSE and not has_windows
