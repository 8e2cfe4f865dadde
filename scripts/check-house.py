#!/usr/bin/env python3
"""Checks who names whom between the rooms of Sources/, against the picture in ARCHITECTURE.md.

    scripts/check-house.py [--sizes] [FOLDER]

A room is a folder below a target's folder; files directly in a target's folder are the room of that
name. The picture is the block after the line `<!-- rooms -->`: a target a paragraph, a room a line,
`Room -> Room Room`, each arrow one that may be followed further. The check fails on

  an arrow     a file names a top-level type of a room that the picture does not lead to;
  a member     a room hangs a member onto a type of another room, whose own files then call it: an
               arrow backwards that no type shows;
  a loop       rooms that lead to each other in the picture;
  a circle     files of a target that name each other's types in a ring of more files than CIRCLES
               allows, a file that only extends a type of its room counted as a part of that type's;
  a picture    with a room that is no folder, or a folder that is no room of it.

Comments and texts are no code; code inside of \\( ) is. It reads by regular expressions, no compiler:
types of the same name in two files count for both. `--sizes` prints what the house weighs and ends.
"""
import os
import re
import statistics
import sys
from collections import defaultdict

# The largest ring of files in each target. It may shrink: then lower the number.
CIRCLES = {"TrackerEngine": 4, "TrackerScreen": 9, "TrackerTUI": 4}
# Which targets a target can import.
SEES = {
    "TrackerEngine": ["TrackerEngine"],
    "TrackerScreen": ["TrackerScreen", "TrackerEngine"],
    "TrackerTUI": ["TrackerTUI", "TrackerScreen", "TrackerEngine"],
}
# A member with a shorter name is not looked for: too many other things are called so.
SHORTEST_MEMBER = 6

DECLARATION = re.compile(
    r"\s*((?:@\w+(?:\([^)]*\))?\s+|(?:public|package|internal|private|fileprivate|final|indirect"
    r"|nonisolated)\s+)*)(struct|enum|class|actor|protocol|typealias|extension)\s+`?([A-Z]\w*)")
MEMBER = re.compile(
    r"\s*((?:@\w+(?:\([^)]*\))?\s+|(?:public|package|static|mutating|private|fileprivate)\s+)*)"
    r"(?:func|var|let)\s+`?([a-z]\w*)")
FUNCTION = re.compile(r"^\s*(?:[@\w()]+\s+)*(?:func\s+\S|init[?(<])")
TYPE_NAME = re.compile(r"(?<![\w.])[A-Z]\w*")


def code_of(text):
    """The text without comments and literals, line breaks kept; code inside of \\( ) stays."""
    out, i = [], 0
    while i < len(text):
        if text.startswith("//", i):
            end = text.find("\n", i)
            i = len(text) if end < 0 else end
        elif text.startswith("/*", i):
            end = text.find("*/", i)
            end = len(text) if end < 0 else end + 2
            out.append("\n" * text.count("\n", i, end))
            i = end
        elif opening := re.compile(r'(#*)("""|")').match(text, i):
            i = skip_literal(text, opening, out)
        else:
            out.append(text[i])
            i += 1
    return "".join(out)


def skip_literal(text, opening, out):
    """Where a literal ends; what it has of code and line breaks goes to `out`."""
    hashes, quotes = opening.groups()
    closing, escape, i = quotes + hashes, "\\" + hashes, opening.end()
    while i < len(text) and not text.startswith(closing, i):
        if text.startswith(escape + "(", i):
            start = i = i + len(escape) + 1
            depth = 1
            while i < len(text) and depth:
                if inner := re.compile(r'(#*)("""|")').match(text, i):
                    i = skip_literal(text, inner, [])
                    continue
                depth += (text[i] == "(") - (text[i] == ")")
                i += 1
            out.append(" " + code_of(text[start:i - 1]) + " ")
        elif text.startswith(escape, i):
            i += len(escape) + 1
        else:
            out.append("\n" if text[i] == "\n" else "")
            i += 1
    return i + len(closing)


class Source:
    """A file of Sources/: where it stands, what it declares, what it names."""

    def __init__(self, root, path):
        self.path = os.path.relpath(path, root)
        _, self.target, *inner = self.path.split(os.sep)
        self.room = (self.target, inner[0] if len(inner) > 1 else self.target)
        with open(path, encoding="utf-8") as file:
            self.text = file.read()
        self.code = code_of(self.text)
        self.declared, self.inner, self.extended = set(), set(), []
        self.members = defaultdict(set)
        self.read_declarations()
        self.named = set(TYPE_NAME.findall(self.code)) - self.declared - self.inner

    def read_declarations(self):
        depth, extending = 0, None
        for line in self.code.split("\n"):
            if found := DECLARATION.match(line):
                modifiers, word, name = found.groups()
                if word == "extension":
                    extending = name
                    self.extended.append(name)
                elif depth == 0 and "private" not in modifiers:
                    self.declared.add(name)
                else:
                    self.inner.add(name)
            elif depth == 1 and extending and (found := MEMBER.match(line)) and "private" not in found[1]:
                self.members[extending].add(found[2])
            depth += line.count("{") - line.count("}")
            if depth == 0:
                extending = None

    def line_of(self, names):
        pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(names))})\b")
        found = pattern.search(self.code)
        return self.code.count("\n", 0, found.start()) + 1 if found else 1


def sources(root):
    files = []
    for target in SEES:
        for folder, _, names in sorted(os.walk(os.path.join(root, "Sources", target))):
            files += [Source(root, os.path.join(folder, n)) for n in sorted(names) if n.endswith(".swift")]
    return files


def homes_of(files):
    homes = defaultdict(list)
    for file in files:
        for name in file.declared:
            homes[name].append(file)
    return homes


def references(files):
    """By file: the files it names, each with the names."""
    homes, graph = homes_of(files), {}
    for file in files:
        graph[file] = defaultdict(set)
        for name in file.named:
            for home in homes.get(name, []):
                if home is not file and home.target in SEES[file.target]:
                    graph[file][home].add(name)
    return graph


def picture(root):
    """By room: the rooms that its line names; rooms are (target, folder)."""
    with open(os.path.join(root, "ARCHITECTURE.md"), encoding="utf-8") as file:
        found = re.search(r"<!-- rooms -->\s*```text\n(.*?)```", file.read(), re.DOTALL)
    if not found:
        sys.exit("check-house: ARCHITECTURE.md has no block after <!-- rooms -->")
    lines, target = [], None
    for line in found[1].splitlines():
        if heading := re.match(r"(\w+):", line):
            target = heading[1]
        elif line.strip():
            room, _, arrows = line.partition("->")
            lines.append(((target, room.strip()), arrows.split()))
    known = [room for room, _ in lines]

    def resolve(word, target):
        if "/" in word:
            return tuple(word.split("/"))
        for seen in SEES[target]:
            if (seen, word) in known:
                return seen, word
        sys.exit(f"check-house: the picture has an arrow to {word}, which is no room of it")

    return {room: [resolve(word, room[0]) for word in arrows] for room, arrows in lines}


def reach(arrows):
    """By room: every room that arrows lead to, one after the other."""
    def walk(room, seen):
        for other in arrows.get(room, []):
            if other not in seen:
                seen.add(other)
                walk(other, seen)
        return seen
    return {room: walk(room, set()) for room in arrows}


def rings(graph):
    """Sets of two or more nodes that reach each other, the largest first."""
    reached = reach(graph)
    found = {frozenset([v] + [w for w in reached[v] if v in reached.get(w, ())]) for v in reached}
    return sorted((ring for ring in found if len(ring) > 1), key=len, reverse=True)


def title(room):
    return "/".join(room) if room[0] != room[1] else room[0]


def check_picture(files, arrows):
    rooms = {file.room for file in files}
    for room in sorted(rooms - set(arrows)):
        yield f"ARCHITECTURE.md: the picture has no room {title(room)}"
    for room in sorted(set(arrows) - rooms):
        yield f"ARCHITECTURE.md: the picture has a room {title(room)}, which has no file"
    for ring in rings(arrows):
        yield "ARCHITECTURE.md: a loop of rooms: " + ", ".join(sorted(map(title, ring)))


def check_arrows(graph, arrows):
    reached = reach(arrows)
    for file, named in graph.items():
        for home, names in named.items():
            if home.room != file.room and home.room not in reached.get(file.room, ()):
                yield (f"{file.path}:{file.line_of(names)}: {title(file.room)} -> {title(home.room)}:"
                       f" names {', '.join(sorted(names))} of {home.path}")


def check_members(files):
    homes = homes_of(files)
    count = defaultdict(int)
    for file in files:
        for members in file.members.values():
            for member in members:
                count[member] += 1
    for file in files:
        for name, members in file.members.items():
            for home in homes.get(name, []):
                if home.room == file.room or home.target != file.target:
                    continue
                for member in sorted(members):
                    if len(member) < SHORTEST_MEMBER or count[member] > 1:
                        continue
                    called = re.compile(rf"\b{member}\b(?!\s*:)")
                    declared = re.compile(rf"\b(?:let|var|func|case)\s+{member}\b")
                    for user in files:
                        if user.room == home.room and called.search(user.code) \
                                and not declared.search(user.code):
                            yield (f"{user.path}:{user.line_of([member])}: {title(home.room)} calls"
                                   f" {name}.{member}, which {file.path} of {title(file.room)} adds")


def circles(files, graph):
    """By target: the largest ring of files, as names."""
    homes = homes_of(files)
    owner = {}
    for file in files:
        extended = [home for name in file.extended for home in homes.get(name, [])
                    if home.room == file.room]
        owner[file] = extended[0] if extended and not file.declared else file
    largest = {}
    for target in SEES:
        joined = {owner[file]: set() for file in files if file.target == target}
        for file in files:
            if file.target == target:
                joined[owner[file]] |= {owner[home] for home in graph[file] if home.target == target}
        joined = {file: sorted(others - {file}, key=lambda f: f.path) for file, others in joined.items()}
        ring = next(iter(rings(joined)), ())
        largest[target] = sorted(os.path.basename(file.path) for file in ring)
    return largest


def check_circles(files, graph):
    for target, ring in circles(files, graph).items():
        if len(ring) > CIRCLES[target]:
            yield (f"Sources/{target}: a circle of {len(ring)} files, {CIRCLES[target]} are allowed:"
                   f" {', '.join(ring)}")


def lengths_of_functions(file):
    """Lines from the brace that opens a body to the one that closes it."""
    lines = file.code.split("\n")
    for number, line in enumerate(lines):
        if not FUNCTION.match(line):
            continue
        depth = length = 0
        for later in lines[number:]:
            if not length and "{" not in later:
                if re.match(r"\s*(\}|(?:\w+\s+)*(?:func|var|let|init|case)\b)", later) and later is not line:
                    break
                continue
            length += 1
            depth += later.count("{") - later.count("}")
            if depth <= 0:
                yield length
                break


def print_sizes(files, graph):
    def row(name, group):
        lines = sorted(len(file.text.splitlines()) for file in group)
        functions = sorted(n for file in group for n in lengths_of_functions(file)) or [0]
        all_lines = [line.strip() for file in group for line in file.text.splitlines() if line.strip()]
        comments = sum(line.startswith("//") for line in all_lines)
        print(f"{name:<34}{len(lines):>6}{sum(lines):>7}{statistics.median(lines):>7.0f}"
              f"{lines[len(lines) * 9 // 10]:>6}{lines[-1]:>6}   {statistics.median(functions):>3.0f}"
              f"{functions[len(functions) * 9 // 10]:>4}{functions[-1]:>4}"
              f"{100 * comments // len(all_lines):>7}%")

    print(f"{'':<34}{'files':>6}{'lines':>7}{'median':>7}{'p90':>6}{'max':>6}"
          f"   {'fn':>3}{'p90':>4}{'max':>4}{'//':>8}")
    for target in SEES:
        row(target, [file for file in files if file.target == target])
        for room in sorted({file.room for file in files if file.target == target}):
            row("  " + room[1], [file for file in files if file.room == room])
    print()
    arrows = {(file.room, home.room) for file in graph for home in graph[file] if file.room != home.room}
    print(f"arrows between rooms: {len(arrows)}")
    for target, ring in circles(files, graph).items():
        print(f"largest circle of {target}: {len(ring)} {' '.join(ring)}")


def main(words):
    options = {word for word in words if word.startswith("-")}
    folders = [word for word in words if not word.startswith("-")]
    if options - {"--sizes"} or len(folders) > 1:
        sys.exit(__doc__.strip())
    root = folders[0] if folders else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    files = sources(root)
    graph = references(files)
    if options:
        print_sizes(files, graph)
        return
    arrows = picture(root)
    breaches = [*check_picture(files, arrows), *check_arrows(graph, arrows), *check_members(files),
                *check_circles(files, graph)]
    for breach in breaches:
        print(breach, file=sys.stderr)
    if breaches:
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
