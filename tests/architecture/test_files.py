from tests.architecture.support import OWN_CODE, name, python_files

LIMIT = 400


def test_no_file_is_longer_than_a_person_reads_in_one_sitting():
    files = [path for path in python_files(*OWN_CODE) if "migrations" not in path.parts]
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {path: length for path, length in lengths.items() if length >= LIMIT} == {}
