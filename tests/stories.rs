//! The whole server, as clients see it: every `tests/stories/**/*.story` is played against a server of its own, with real
//! HTTP, SMTP and LMTP bytes, a clock that stories move and mail that is caught. The format is in `docs/testing.md`.
//!
//! `STORY=invite cargo test --test stories` plays those whose path has the word; `UPDATE=1` writes what really came back into
//! the expectations.

mod story;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Stories played at a time.
const AT_A_TIME: usize = 4;
/// How long one story may take.
const LONGEST: Duration = Duration::from_secs(60);

/// How a story ended.
struct Ended {
    name: String,
    took: Duration,
    problems: Vec<String>,
    /// Why it is known to fail; a story that does not fail as it says has a problem more.
    known: Option<String>,
}

impl Ended {
    fn is_failure(&self) -> bool {
        self.known.is_some() == self.problems.is_empty()
    }

    fn shown(&self) -> String {
        let (name, took) = (&self.name, self.took.as_millis());
        match &self.known {
            Some(reason) if !self.is_failure() => format!("known  {name} ({took} ms): {reason}"),
            _ => format!("{} {name} ({took} ms)", if self.is_failure() { "FAILED" } else { "ok    " }),
        }
    }

    fn report(&self) -> String {
        let surprise = "it is known to fail, and it did not: take that line out of the story";
        let problems = if self.problems.is_empty() { surprise.to_owned() } else { self.problems.join("\n") };
        format!("--- {}\n{problems}", self.name)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_story_happens_as_it_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut ended = played(&folder).await;
    ended.sort_by(|a, b| a.name.cmp(&b.name));
    ended.iter().for_each(|story| println!("{}", story.shown()));
    let failed: Vec<&Ended> = ended.iter().filter(|story| story.is_failure()).collect();
    let known = ended.iter().filter(|story| story.known.is_some()).count();
    println!("{} stories, {known} known to fail, {} failed", ended.len(), failed.len());
    let report: Vec<String> = failed.iter().map(|story| story.report()).collect();
    assert!(failed.is_empty(), "\n{}\n\n{} of {} stories failed", report.join("\n\n"), failed.len(), ended.len());
    assert!(!ended.is_empty(), "no story in {} was played", folder.display());
}

/// `UPDATE=1` writes the page; the stories say what is true.
#[test]
fn the_golden_table_says_what_its_stories_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = root.join("docs/golden.md");
    let page = story::golden_page(&root.join("tests/stories/golden")).unwrap();
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&place, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&place).unwrap_or_default();
    assert!(kept == page, "docs/golden.md differs from tests/stories/golden: run with UPDATE=1");
}

async fn played(folder: &Path) -> Vec<Ended> {
    let wanted = std::env::var("STORY").unwrap_or_default();
    let places = Arc::new(Semaphore::new(AT_A_TIME));
    let mut running = JoinSet::new();
    let mut ended = Vec::new();
    for path in story_files(folder) {
        let name = path.strip_prefix(folder).unwrap_or(&path).with_extension("").display().to_string();
        if !name.contains(&wanted) {
            continue;
        }
        let places = Arc::clone(&places);
        running.spawn(async move {
            let _place = places.acquire_owned().await;
            one(name, path).await
        });
    }
    while let Some(story) = running.join_next().await {
        ended.extend(story);
    }
    ended
}

/// Plays one story in a task of its own, so that one that breaks leaves the others alone.
async fn one(name: String, path: PathBuf) -> Ended {
    let begun = Instant::now();
    let known = story::known_to_fail(&path);
    let playing = tokio::spawn(async move { tokio::time::timeout(LONGEST, story::play(&path)).await });
    let problems = match playing.await {
        Ok(Ok(problems)) => problems,
        Ok(Err(_)) => vec![format!("the story took longer than {} seconds", LONGEST.as_secs())],
        Err(error) => vec![format!("the story broke: {error}")],
    };
    Ended { name, took: begun.elapsed(), problems, known }
}

fn story_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(story_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "story") {
            files.push(path);
        }
    }
    files
}
