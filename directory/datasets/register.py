"""The forms that the import knows; rooms above the directory add their own when they start."""

from __future__ import annotations

from directory.datasets.cafeterias import CAFETERIAS
from directory.datasets.columns import Dataset
from directory.datasets.facilities import (
    CHILDCARE,
    CHILDCARE_V1,
    FACILITIES,
    FACILITIES_V1,
    NURSING_CARE,
)
from directory.datasets.general import COMMON_HEAD, GENERIC, ORGANIZATIONS


class UnknownDataset(KeyError):
    """No form of this name is registered; the message is a Japanese sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


_datasets: dict[str, Dataset] = {}


def register_dataset(dataset: Dataset) -> None:
    """Make a form known; the same name again replaces it."""
    _datasets[dataset.name] = dataset


for _dataset in (
    FACILITIES,
    FACILITIES_V1,
    CHILDCARE,
    CHILDCARE_V1,
    NURSING_CARE,
    CAFETERIAS,
    COMMON_HEAD,
    GENERIC,
    ORGANIZATIONS,
):
    register_dataset(_dataset)


def known_datasets(kind: str | None = None) -> list[Dataset]:
    """Every form, or those of one kind of import, in the order of their registration."""
    return [dataset for dataset in _datasets.values() if kind in (None, dataset.kind)]


def dataset_named(name: str) -> Dataset:
    """The form of this name; raises UnknownDataset with the known ones."""
    if name not in _datasets:
        known = "、".join(_datasets)
        raise UnknownDataset(f"「{name}」という形式はありません。選べるのは {known} です。")
    return _datasets[name]
