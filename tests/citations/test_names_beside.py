"""What stands beside names and is none of them (APA 7, §§ 9.8, 9.11)."""

import pytest

from apa7.rules.works import write_reference


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Sir Tui Kea and Dame Rua Moa", "Kea, T., & Moa, R."),
        ("Kea, Sir Tui and Moa, Dame Rua and Weka, Rev. Al", "Kea, T., Moa, R., & Weka, A."),
        ("Kea, Cardinal Tui", "Kea, T."),
        ("Kea, T. [psy] and Moa, R. (Director)", "Kea, T., & Moa, R."),
        ("Kea, Tui Q. (Jack)", "Kea, T. Q."),
        ("By Tui Kea", "Kea, T."),
        (r"Kea, T.\,A. and Moa, R.~M.", "Kea, T. A., & Moa, R. M."),
        ("Kea, T. and Moa, R. and 3 others", "Kea, T., Moa, R., et al."),
        ("Kea, T.; Moa, R.; & Weka, A.", "Kea, T., Moa, R., & Weka, A."),
        ("Kea, T. and {on behalf of the Moa Study Group}", "Kea, T., & Moa Study Group."),
        ("{On behalf of the Moa Study Group}", "Moa Study Group."),
        ("{For the Birds Trust}", "For the Birds Trust."),
        # What stays.
        ("Lord, Audre and Kim, Hon Sun", "Lord, A., & Kim, H. S."),
        ("{Forest and Bird}", "Forest and Bird."),
        ("Tui Lord", "Lord, T."),
    ],
)
def test_what_is_no_part_of_a_name(work, written, printed):
    entry = f"@book{{a, author={{{written}}}, title={{Birds}}, year={{2020}}}}"
    text = "".join(piece.text for piece in write_reference(work(entry)))
    assert text == f"{printed} (2020). Birds."
