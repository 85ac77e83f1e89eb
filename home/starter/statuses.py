"""What is different at a place for a while."""

from home.starter.rows import StatusRow

STATUSES = (
    StatusRow(
        place="childcare-center-tamanawa",
        kind="closed",
        message="水道の工事のため、2週間休みます。大船のセンターを使ってください。",
        days=14,
    ),
    StatusRow(
        place="wakatama-ofuna",
        kind="alert",
        message="エレベーターが止まっています。来る前に電話をください。",
        days=21,
    ),
)
