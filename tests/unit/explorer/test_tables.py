import csv
import io

from explorer.tables import csv_of


def test_a_spreadsheet_runs_nothing_of_it() -> None:
    rows = [("=cmd|' /C calc'!A0", 3), ("+1", None), ("-2", "@x"), ("普通\n两行", "a,b")]
    text = csv_of(["机构", "值"], rows).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1:] == [
        ["'=cmd|' /C calc'!A0", "3"],
        ["'+1", ""],
        ["'-2", "'@x"],
        ["普通\n两行", "a,b"],
    ]
