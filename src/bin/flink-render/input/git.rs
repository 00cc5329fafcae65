//! The `git` program: what a name means (worktrees, alternates, packed references, partial clones) is Git's to say, and a
//! library of it is larger than this program.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::links;
use super::tree::LARGEST;
use crate::naming::name;

/// What Git says of a name.
pub enum Answer {
    /// One commit, by its hash.
    Commit(String),
    /// More than one thing is called so.
    Ambiguous,
    /// Git knows no such commit, and may have said why.
    Unknown(String),
    /// There is no repository.
    NoRepository,
    /// Git does not answer, in its words.
    Failed(String),
}

/// The commit of a name.
pub fn commit(name: &str) -> Answer {
    let arguments = ["rev-parse", "--verify", "--end-of-options", &format!("{name}^{{commit}}")];
    let output = match command().args(arguments).output() {
        Ok(output) => output,
        Err(_) if here().is_none_or(|here| links::repository(&here).is_none()) => {
            return Answer::NoRepository;
        }
        Err(error) => return Answer::Failed(format!("cannot run git: {error}")),
    };
    let words = String::from_utf8_lossy(&output.stderr);
    let rest = || said(words.lines().filter(|line| !line.contains(UNKNOWN)));
    if output.status.success() {
        let hash = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if words.contains("is ambiguous") { Answer::Ambiguous } else { Answer::Commit(hash) }
    } else if words.contains(UNKNOWN) {
        Answer::Unknown(rest())
    } else if words.contains("not a git repository") {
        Answer::NoRepository
    } else {
        Answer::Failed(format!("git: {}", said(words.lines())))
    }
}

const UNKNOWN: &str = "Needed a single revision";

/// Git's words on one line.
fn said<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether the clone holds the newest commits only.
pub fn is_shallow() -> bool {
    run(["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer.starts_with(b"true"))
}

/// The folder that a repository's paths begin at; without a working folder, the repository itself.
pub fn top() -> Result<PathBuf, String> {
    let top = run(["rev-parse", "--show-toplevel"]).or_else(|_| run(["rev-parse", "--absolute-git-dir"]))?;
    let top = path(top.strip_suffix(b"\n").unwrap_or(&top));
    std::fs::canonicalize(&top).map_err(|error| format!("cannot read {}: {error}", name(&top)))
}

/// Where in the repository this folder is.
pub fn prefix() -> Result<PathBuf, String> {
    let prefix = run(["rev-parse", "--show-prefix"])?;
    Ok(path(prefix.strip_suffix(b"\n").unwrap_or(&prefix)))
}

/// A path as Git writes it.
#[cfg(unix)]
pub fn path(bytes: &[u8]) -> PathBuf {
    Path::new(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes)).to_owned()
}

#[cfg(not(unix))]
pub fn path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

fn here() -> Option<PathBuf> {
    std::env::current_dir().and_then(std::fs::canonicalize).ok()
}

fn command() -> Command {
    let mut command = Command::new("git");
    // A name that two things have is told.
    command.args(["--no-optional-locks", "-c", "core.warnAmbiguousRefs=true"]);
    if here().is_some_and(|here| links::repository(&here).is_some()) {
        // Files of a commit can look like a repository of their own.
        command.args(["-c", "safe.bareRepository=explicit"]);
    }
    // Nothing is fetched, and words can be told apart.
    command.env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C").stdin(Stdio::null());
    // A commit is what its hash says, and nothing that was put in its place.
    command.env("GIT_NO_REPLACE_OBJECTS", "1");
    command
}

fn run<T: AsRef<OsStr>>(arguments: impl IntoIterator<Item = T>) -> Result<Vec<u8>, String> {
    let output = command().args(arguments).output().map_err(|error| format!("cannot run git: {error}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("git: {}", said(String::from_utf8_lossy(&output.stderr).lines())))
    }
}

/// The objects of the repository. Sizes are asked for first, by a process of their own: `--batch` sends what it has.
pub struct Objects {
    sizes: Talk,
    contents: Talk,
}

impl Objects {
    pub fn new() -> io::Result<Self> {
        Ok(Self { sizes: Talk::new("--batch-check")?, contents: Talk::new("--batch")? })
    }

    pub fn size(&mut self, object: &str) -> io::Result<u64> {
        self.sizes.ask(object)
    }

    /// None when it is larger than is read.
    pub fn bytes(&mut self, object: &str) -> io::Result<Option<Vec<u8>>> {
        if self.size(object)? > LARGEST {
            return Ok(None);
        }
        let size = self.contents.ask(object)?;
        let mut bytes = vec![0; usize::try_from(size.min(LARGEST)).unwrap_or(0)];
        self.contents.output.read_exact(&mut bytes)?;
        self.contents.output.read_exact(&mut [0])?;
        Ok(Some(bytes))
    }
}

/// A process that is asked and answers in turn.
struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Talk {
    fn new(how: &str) -> io::Result<Self> {
        let mut child = command()
            .args(["cat-file", how])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let output = output.ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    /// Asks for an object, and reads the answer's head: its size.
    fn ask(&mut self, object: &str) -> io::Result<u64> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        input.write_all(format!("{object}\n").as_bytes())?;
        let mut head = String::new();
        self.output.read_line(&mut head)?;
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok());
        size.ok_or_else(|| io::Error::other("it is not in this clone, or broken"))
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        // It ends with its input.
        self.input = None;
        let _ = self.child.wait();
    }
}
