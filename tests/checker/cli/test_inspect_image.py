"""What `checker inspect --image` promises: the page with what was read drawn over it."""

from io import BytesIO
from pathlib import Path

from click.testing import CliRunner, Result
from PIL import Image

from checker.cli import main

EXAMPLES = Path(__file__).parents[3] / "examples"
GREEN, RED = (46, 158, 79), (216, 27, 96)


def _inspect(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["inspect", "--lang", "en", *map(str, arguments)])


def test_page_is_drawn_with_its_cells_and_headings(tmp_path: Path) -> None:
    image = tmp_path / "page.png"
    outcome = _inspect(EXAMPLES / "qingping-2024.pdf", "--page", 3, "--image", image)
    assert outcome.exit_code == 0, outcome.output
    picture = Image.open(BytesIO(image.read_bytes())).convert("RGB")
    assert picture.size == (910, 1287)
    colours = {colour for _count, colour in picture.getcolors(picture.width * picture.height) or ()}
    assert {GREEN, RED} <= colours


def test_image_needs_a_page_that_is_there(tmp_path: Path) -> None:
    image = tmp_path / "page.png"
    for page in ([], ["--page", 99]):
        assert _inspect(EXAMPLES / "qingping-2024.pdf", *page, "--image", image).exit_code == 2
    assert not image.exists()


def test_word_files_have_no_pages_to_draw(tmp_path: Path) -> None:
    outcome = _inspect(EXAMPLES / "qingping-2024.docx", "--page", 1, "--image", tmp_path / "page.png")
    assert outcome.exit_code == 2
