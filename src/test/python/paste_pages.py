"""Types what README.md and getting-started.md say into a fresh clone, with an empty Maven repository.

Usage, from the project's root: python3 src/test/python/paste_pages.py FOLDER [--write]
The clone of the last commit and the repository go to FOLDER; if it exists already, because a run was stopped, the next
command is the one that was stopped. Commands run as they are printed, one after another, those inside of sentences
last; a whole program is saved under the name of its class and run as getting-started says. What a page shows as printed
must be printed, or stand in a file that was written, numbers aside. Prints times and the size of what was downloaded;
ends with 1 if a command failed or a page shows another text. With --write it records everything in
src/site/markdown/sessions.md. Needs git, Maven, a JDK, bash and curl, and takes a quarter of an hour.

python3 src/test/python/paste_pages.py --again [TEXT...] types those commands here again that contain one of the texts,
without any `java -jar target/lateo.jar --help`, and records what they print now. Package first.

Left out, since they take from eight minutes to hours: mvn verify and what it does with profiles."""
import json, os, pathlib, re, signal, subprocess, sys, time, types

PAGES = ["README.md", "src/site/markdown/getting-started.md"]
RECORD = pathlib.Path("src/site/markdown/sessions.md")
COMMAND = re.compile(r"(java|mvn|curl|awk) ")
NOT_TYPED = re.compile(r"mvn .*\bverify\b.*|\w+ -version|java -jar target/lateo\.jar")
SERVICE = re.compile(r"service\.Service")
RUN_PROGRAM = re.compile(r"java -cp target/lateo\.jar (\w+)\.java")
PROGRAM = re.compile(r"^(?:public )?final class (\w+)", re.M)
CONTROL = re.compile(r"\x1b\[[0-9;]*m")
MAVENS_STEPS = re.compile(r"Download|Progress|\[INFO\]")
NUMBER = re.compile(r"(?<![\w.])[-+]?\d[\d,]*(\.\d+)?([eE][-+]?\d+)?")
MINUTES = 60


def parts(page):
    """What a page has, in order: ('code', language, text) for blocks and ('span', '', text) for code in its sentences."""
    block, language = None, ""
    for line in pathlib.Path(page).read_text().splitlines():
        if line.startswith("```"):
            if block is None:
                block, language = [], line[3:]
            else:
                yield "code", language, "\n".join(block)
                block = None
        elif block is not None:
            block.append(line)
        else:
            yield from (("span", "", code) for code in re.findall(r"`([^`]+)`", line))


def commands(block):
    """The commands of a block: lines, joined where the shell waits for more."""
    text = ""
    for line in block.splitlines():
        text = text + "\n" + line if text else line
        if subprocess.run(["bash", "-n", "-c", text], capture_output=True).returncode == 0:
            yield text
            text = ""


def masked(line):
    return NUMBER.sub("#", line).rstrip()


def readable(printed, *folders):
    """Without colours, this machine's folders and Maven's lines about its steps."""
    plain = CONTROL.sub("", printed)
    for folder in folders:
        plain = plain.replace(folder, "")
    return "\n".join(line for line in plain.splitlines() if not MAVENS_STEPS.match(line))


class Session:
    """A shell in the clone, and what it has printed."""

    def __init__(self, folder):
        self.folder, self.clone, self.repository = folder, folder / "lateo", folder / "repository"
        self.state = folder / "done.json"
        if not folder.exists():
            self.repository.mkdir(parents=True)
            subprocess.run(["git", "clone", "-q", ".", self.clone], check=True)
            self.state.write_text("[]")
        # Printed commands are not changed: Maven takes the repository from here.
        self.environment = dict(os.environ, MAVEN_OPTS=f"-Dmaven.repo.local={self.repository}")
        self.done, self.service = json.loads(self.state.read_text()), None

    def megabytes(self):
        return sum(f.stat().st_size for f in self.repository.rglob("*") if f.is_file()) / 1e6

    def start(self, command, log):
        return subprocess.Popen(["bash", "-c", command], cwd=self.clone, env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=log, stderr=subprocess.STDOUT, start_new_session=True)

    def run(self, command):
        log = self.folder / f"{len(self.done)}.log"
        before, started = self.megabytes(), time.monotonic()
        with log.open("w") as out:
            process = self.start(command, out)
            if SERVICE.search(command):
                self.service = process
                code = self.listening(process, log)
            else:
                code = process.wait(timeout=MINUTES * 60)
        seconds, printed = time.monotonic() - started, readable(log.read_text(), f"{self.clone}/", f"{self.folder}/")
        self.done.append((command, seconds, self.megabytes() - before, code, printed))
        self.state.write_text(json.dumps(self.done))
        print(f"{seconds:7.1f} s {self.done[-1][2]:7.1f} MB  exit {code}  {command.splitlines()[0][:110]}", flush=True)
        if code:
            print(printed)
        if self.service and command.startswith("curl"):
            os.killpg(self.service.pid, signal.SIGTERM)
            self.service.wait(timeout=60)
            self.service = None

    @staticmethod
    def listening(process, log):
        while process.poll() is None and "Listening on" not in log.read_text():
            time.sleep(0.5)
        return process.poll() or 0

    def seen(self, block):
        """Lines of a block that were not printed, nor written to a table, and those that differ in numbers."""
        printed = "\n".join(entry[4] for entry in self.done).splitlines()
        for file in sorted((self.clone / "target").glob("*.csv")):
            printed += file.read_text().splitlines()
        exact = {line.rstrip() for line in printed}
        without = {masked(line) for line in printed}
        absent, other = [], []
        for line in block.splitlines():
            pattern = re.escape(masked(line)).replace(re.escape("..."), ".*").replace(re.escape("(#)"), r"\(#\)")
            if not any(re.fullmatch(pattern, p) for p in without):
                absent.append(line)
            elif line.rstrip() not in exact and "..." not in line:
                other.append(line)
        return absent, other


def typed(session):
    """What is to be typed, in order; saves each program under its name."""
    run_program, blocks, sentences = None, [], []
    for page in PAGES:
        for kind, language, text in parts(page):
            name = PROGRAM.search(text)
            if language == "java" and text.startswith("import ") and name:
                (session.clone / f"{name[1]}.java").write_text(text + "\n")
                blocks.append(run_program.replace("?", name[1]))
            elif language == "" and COMMAND.match(text):
                for command in [text] if kind == "span" else commands(text):
                    if RUN_PROGRAM.fullmatch(command):
                        run_program = RUN_PROGRAM.sub("java -cp target/lateo.jar ?.java", command)
                    elif not NOT_TYPED.fullmatch(command):
                        (sentences if kind == "span" else blocks).append(command)
    return list(dict.fromkeys(blocks + sentences))


def shown(session):
    """Lines that the pages show as printed and that were not printed, and those that differ in numbers."""
    absent, other = [], []
    for page in PAGES:
        for kind, language, text in parts(page):
            if kind == "code" and language == "" and not COMMAND.match(text):
                lacking, differing = session.seen(text)
                absent += [f"{page}: {line}" for line in lacking]
                other += [f"{page}: {line}" for line in differing]
    return absent, other


TITLE = """# Recorded sessions

Everything that the [README](../../../README.md) and [getting started](getting-started.md) tell you to type, typed as printed into a fresh clone of the project, with an empty Maven repository, and what was printed. A program is saved under the name of its class first. Commands that stand inside of sentences come last. `mvn verify` and its profiles are left out, which take from eight minutes to hours, and so are the lines in which Maven names its steps.
This page is written by a script, which also compares what those two pages show with what was printed:

```
python3 src/test/python/paste_pages.py target/pasted --write
```

A test types the quick ones again. Times are of a virtual machine with two cores, which had other work at the time; they and the order of some lines differ from run to run. A command whose output a later change altered has been typed again by itself (`paste_pages.py --again`). Numbers may differ in their last digits on another processor.

"""


def record(session):
    total, size = sum(e[1] for e in session.done), sum(e[2] for e in session.done)
    text = TITLE + f"{len(session.done)} commands took {total / 60:.0f} minutes, and Maven downloaded {size:.0f} MB.\n\n"
    text += "| | seconds | MB downloaded | |\n|---|---|---|---|\n"
    for number, (command, seconds, megabytes, _, _) in enumerate(session.done, 1):
        text += f"| [{number}](#{number}) | {seconds:.1f} | {megabytes:.1f} | `{command.splitlines()[0]}` |\n"
    left = [command for command in typed(session) if command not in [entry[0] for entry in session.done]]
    if left:
        text += "\nThe run was stopped before it came to these:\n\n"
        text += "".join(f"- `{command}`\n" for command in left)
    for number, (command, _, _, _, printed) in enumerate(session.done, 1):
        text += f"\n## {number}\n\n```console\n$ {command}\n{printed.rstrip()}".rstrip() + "\n```\n"
    RECORD.write_text(text)


def again(*texts):
    """Types here those commands again that contain one of the texts, and records what they print now."""
    here = types.SimpleNamespace(clone=pathlib.Path("."))
    commands, programs = typed(here), {p.name for p in here.clone.glob("*.java")}
    for command in [c for c in commands if any(text in c for text in texts)]:
        started = time.monotonic()
        done = subprocess.run(["bash", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=True)
        printed = readable(done.stdout, f"{pathlib.Path.cwd()}/").rstrip()
        block = re.compile(re.escape(f"```console\n$ {command}\n") + "(.*?)```", re.S)
        page, found = block.subn(lambda _: f"```console\n$ {command}\n{printed}\n```", RECORD.read_text())
        row = re.compile(r"(\| \[\d+\]\(#\d+\) \| )[\d.]+( \| .* \| " + re.escape(f"`{command.splitlines()[0]}` |") + ")")
        RECORD.write_text(row.sub(lambda m: f"{m[1]}{time.monotonic() - started:.1f}{m[2]}", page))
        print(f"{time.monotonic() - started:7.1f} s  {found} recorded  {command.splitlines()[0][:110]}", flush=True)
    for program in programs:
        (here.clone / program).unlink()


def main(folder, *options):
    if folder == "--again":
        return again(*(options or ["lateo.jar --help"]))
    session = Session(pathlib.Path(folder).resolve())
    for command in typed(session):
        if command not in [entry[0] for entry in session.done]:
            session.run(command)
    absent, other = shown(session)
    failed = [entry[0] for entry in session.done if entry[3]]
    print(f"{len(session.done)} commands, {len(failed)} failed, "
          f"{sum(entry[1] for entry in session.done):.0f} s, "
          f"{session.megabytes():.0f} MB in the repository")
    print(f"{len(other)} lines differ in numbers", *other, sep="\n  ")
    print(f"{len(absent)} lines of the pages were not printed", *absent, sep="\n  ")
    if "--write" in options:
        record(session)
    sys.exit(1 if failed or absent else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
