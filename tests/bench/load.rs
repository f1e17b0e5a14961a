//! What a request costs: a server of its own is filled with events and asked, and its CPU time and memory are read from
//! `/proc`. CPU per request is the figure to compare; rates and latencies move with whatever else the machine does.
//!
//! `cargo bench --bench load -- --events 1000,10000` (see `docs/testing.md`); never part of `cargo test`.

mod client;
mod corpus;
mod crowd;
mod meter;
mod seed;
mod server;
mod workload;

use std::error::Error;
use std::path::PathBuf;

use crowd::Attendees;
use seed::Crowd;
use server::Server;

/// What goes wrong ends the run, in words.
pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const HELP: &str = "cargo bench --bench load -- [OPTIONS]
  --events N,N…      sizes of the calendar that is asked, each in a server of its own [1000,10000]
  --others N         further calendars in the same database, of people who do not ask [0]
  --each N           events in each of these [100]
  --crowd N,M        instead of all this one meeting of N people here and M guests elsewhere, made, moved and answered
  --own N            of the people here so many set an alarm, each another one, before it is moved once more [0]
  --busy N,M         instead of all this the busy time of N people with M events each, asked for at once
  --requests N       requests of each light measure; heavy ones get fewer [2000]
  --only WORD,WORD…  the measures whose name begins so [all]
  --keep DIR         keeps the data folder of the last size here
  --rsvpd FILE       the server to measure [the one of this build]";

/// What was asked for.
struct Options {
    events: Vec<usize>,
    crowd: Crowd,
    attendees: Attendees,
    /// People here whose copies differ.
    own: usize,
    /// People asked about at once, and events of each.
    busy: (usize, usize),
    requests: usize,
    only: Vec<String>,
    keep: Option<PathBuf>,
    rsvpd: PathBuf,
}

impl Options {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Options> {
        let mut options = Options {
            events: vec![1_000, 10_000],
            crowd: Crowd { calendars: 0, each: 100 },
            attendees: Attendees { here: 0, elsewhere: 0 },
            own: 0,
            busy: (0, 0),
            requests: 2_000,
            only: Vec::new(),
            keep: None,
            rsvpd: PathBuf::from(env!("CARGO_BIN_EXE_rsvpd")),
        };
        while let Some(word) = words.next() {
            if word == "--bench" {
                continue; // Cargo says so to every benchmark.
            }
            let value = words.next().ok_or(HELP)?;
            match word.as_str() {
                "--events" => {
                    options.events = value.split(',').map(str::parse).collect::<std::result::Result<_, _>>()?
                }
                "--others" => options.crowd.calendars = value.parse()?,
                "--each" => options.crowd.each = value.parse()?,
                "--crowd" => {
                    let (here, elsewhere) = pair(&value)?;
                    options.attendees = Attendees { here, elsewhere };
                }
                "--own" => options.own = value.parse()?,
                "--busy" => options.busy = pair(&value)?,
                "--requests" => options.requests = value.parse()?,
                "--only" => options.only = value.split(',').map(str::to_owned).collect(),
                "--keep" => options.keep = Some(value.into()),
                "--rsvpd" => options.rsvpd = value.into(),
                _ => return Err(HELP.into()),
            }
        }
        Ok(options)
    }
}

fn pair(text: &str) -> Result<(usize, usize)> {
    let (one, other) = text.split_once(',').ok_or(HELP)?;
    Ok((one.parse()?, other.parse()?))
}

fn meeting(options: &Options) -> Result<()> {
    let (attendees, (asked, each)) = (options.attendees, options.busy);
    let folder = tempfile::tempdir()?;
    println!(
        "\na meeting of {} people here and {} elsewhere; the busy time of {asked} people with {each} events each",
        attendees.here, attendees.elsewhere
    );
    seed::people(folder.path(), attendees.here.max(asked), each)?;
    let server = Server::start(&options.rsvpd, folder.path())?;
    println!("{:<22} {:>9.1} MB", "memory, idle", server.meter().memory()?);
    crowd::all(&server, folder.path(), attendees, options.own.min(attendees.here), asked)
}

fn main() -> Result<()> {
    let options = Options::read(std::env::args().skip(1))?;
    if options.attendees.here + options.attendees.elsewhere + options.busy.0 > 0 {
        return meeting(&options);
    }
    for events in &options.events {
        let folder = tempfile::tempdir()?;
        println!("\n{events} events, {} other calendars of {}", options.crowd.calendars, options.crowd.each);
        seed::fill(folder.path(), *events, options.crowd)?;
        let server = Server::start(&options.rsvpd, folder.path())?;
        println!("{:<22} {:>9.0} ms until the first answer", "cold start", server.took.as_secs_f64() * 1_000.0);
        println!("{:<22} {:>9.1} MB", "memory, idle", server.meter().memory()?);
        workload::all(&server, *events, options.requests, &options.only)?;
        println!("{:<22} {:>9.1} MB", "memory, most", server.meter().most_memory()?);
        drop(server);
        if let Some(kept) = &options.keep {
            std::fs::create_dir_all(kept)?;
            for entry in std::fs::read_dir(folder.path())? {
                let entry = entry?;
                std::fs::copy(entry.path(), kept.join(entry.file_name()))?;
            }
        }
    }
    Ok(())
}
