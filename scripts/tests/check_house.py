"""Small houses that check-house.py must find at fault, and one that it must not."""
import os
import subprocess
import sys
import tempfile
import unittest

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "check-house.py")
SOUND = {
    "ARCHITECTURE.md": """<!-- rooms -->
```text
TrackerEngine:
Roof -> Walls
Walls -> Floor
Floor
```
""",
    "Sources/TrackerEngine/Floor/Plank.swift": "struct Plank {}\n",
    "Sources/TrackerEngine/Walls/Wall.swift": "struct Wall { let foot: Plank }\n",
    "Sources/TrackerEngine/Roof/Roof.swift": 'struct Roof { let foot: Plank; let s = "Gable" }\n',
}


class HouseTests(unittest.TestCase):
    def breaches(self, changes):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in {**SOUND, **changes}.items():
                path = os.path.join(folder, path)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            run = subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True, check=False)
            self.assertEqual(run.returncode, 1 if run.stderr else 0)
            return run.stderr

    def test_a_sound_house_passes(self):
        self.assertEqual(self.breaches({}), "")

    def test_an_arrow_that_the_picture_lacks(self):
        found = self.breaches({"Sources/TrackerEngine/Floor/Nail.swift": "\nlet nail = Wall()\n"})
        self.assertIn("Floor/Nail.swift:2: TrackerEngine/Floor -> TrackerEngine/Walls: names Wall", found)

    def test_names_in_comments_and_texts_are_none_but_code_in_texts_is(self):
        text = '// Wall\n/* Wall */ let a = "Wall \\"Wall"; let b = #"\\(Wall"#; let c = """\nWall\n"""\n'
        self.assertEqual(self.breaches({"Sources/TrackerEngine/Floor/Nail.swift": text}), "")
        inside = self.breaches({"Sources/TrackerEngine/Floor/Nail.swift": 'let a = "\\(Wall())"\n'})
        self.assertIn("names Wall", inside)

    def test_a_member_that_a_room_above_hangs_on(self):
        found = self.breaches({
            "Sources/TrackerEngine/Roof/Plank+Tile.swift": "extension Plank {\n    var shingled: Int { 1 }\n}\n",
            "Sources/TrackerEngine/Floor/Nail.swift": "let nail = Plank().shingled\n"})
        self.assertIn("calls Plank.shingled", found)

    def test_a_loop_of_rooms(self):
        found = self.breaches({"ARCHITECTURE.md": SOUND["ARCHITECTURE.md"].replace("\nFloor\n", "\nFloor -> Roof\n")})
        self.assertIn("a loop of rooms", found)

    def test_a_room_that_the_picture_lacks_or_invents(self):
        self.assertIn("has no room TrackerEngine/Cellar",
                      self.breaches({"Sources/TrackerEngine/Cellar/Cask.swift": "struct Cask {}\n"}))
        picture = SOUND["ARCHITECTURE.md"].replace("Floor\n", "Floor\nAttic\n")
        self.assertIn("TrackerEngine/Attic, which has no file", self.breaches({"ARCHITECTURE.md": picture}))

    def test_a_circle_of_files_that_grows(self):
        ring = {f"Sources/TrackerEngine/Floor/R{n}.swift": f"struct R{n} {{ let next: R{(n + 1) % 40}? }}\n"
                for n in range(40)}
        self.assertIn("a circle of 40 files", self.breaches(ring))


if __name__ == "__main__":
    unittest.main()
