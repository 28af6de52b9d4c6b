import pytest

from fulian.core.quantities import Quantity
from fulian.indicators.forms import parse_quantity


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [
        ("200余", Quantity.of(200, "over")),
        ("２００多", Quantity.of(200, "over")),
        ("6600以上", Quantity.of(6600, "at_least")),
        ("约35", Quantity.of(35, "about")),
        ("1,300", Quantity.of(1300)),
        ("两百", Quantity.of(200)),
        ("1.2万", Quantity.of(12000)),
        ("一万余", Quantity.of(10000, "over")),
        ("0", Quantity.of(0)),
    ],
)
def test_a_quantity_is_read_as_people_type_it(typed, quantity):
    assert parse_quantity(typed) == quantity


@pytest.mark.parametrize("typed", ["-3", "很多", "12个", "3-4"])
def test_anything_else_is_refused(typed):
    with pytest.raises(ValueError, match=typed):
        parse_quantity(typed)
