//! Stories: what is written, played against a server of its own.

mod calendar;
mod checked;
mod dns;
mod document;
mod edit;
mod golden;
mod http;
mod mail;
mod pattern;
mod relay;
mod rewrite;
mod script;
mod told;
mod tree;
mod wire;
mod world;
mod xml;

use std::path::Path;

use rewrite::Rewrite;
use script::Script;
use world::World;

/// Why a story is known to fail, if its heading says so: `# Known to fail: …`.
pub fn known_to_fail(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let mut heading = text.lines().take_while(|line| line.starts_with('#'));
    heading.find_map(|line| line.strip_prefix("# Known to fail:").map(|reason| reason.trim().to_owned()))
}

pub use golden::page as golden_page;

/// Plays a story; returns what was not as told.
pub async fn play(path: &Path) -> Vec<String> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return vec![error.to_string()],
    };
    let script = match Script::parse(&text) {
        Ok(script) => script,
        Err(problem) => return vec![problem],
    };
    let is_update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut world = match World::new(script.files) {
        Ok(world) => world,
        Err(problem) => return vec![problem],
    };
    let mut problems = Vec::new();
    for step in &script.steps {
        match world.step(step).await {
            Ok(found) => problems.extend(found),
            Err(problem) => {
                problems.push(format!("line {}: {problem}", step.line));
                break;
            }
        }
        if !problems.is_empty() && !is_update {
            break;
        }
    }
    if problems.is_empty() {
        problems.extend(world.unread_mail().await);
    }
    let rewrite = world.end().await;
    if is_update && !rewrite.is_empty() {
        problems.extend(updated(path, &text, &rewrite));
    }
    problems
}

fn updated(path: &Path, text: &str, rewrite: &Rewrite) -> Option<String> {
    let written = std::fs::write(path, rewrite.applied(text));
    written.err().map(|error| format!("the story cannot be rewritten: {error}"))
}
