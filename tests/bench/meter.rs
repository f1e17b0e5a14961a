//! CPU time and memory of a process, from `/proc`.

use std::fs;
use std::time::Duration;

use super::Result;

/// Reads what one process has used.
#[derive(Clone, Copy)]
pub struct Meter(pub u32);

impl Meter {
    /// CPU time of all its threads that still live, by the scheduler's count of nanoseconds. (The ticks in `stat` are 10 ms
    /// each, more than most measures take.)
    pub fn cpu(self) -> Result<Duration> {
        let mut nanoseconds = 0;
        for task in fs::read_dir(format!("/proc/{}/task", self.0))? {
            // A thread may end between the two looks.
            let text = fs::read_to_string(task?.path().join("schedstat")).unwrap_or_default();
            nanoseconds += text.split(' ').next().and_then(|word| word.parse::<u64>().ok()).unwrap_or(0);
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    /// Megabytes it has in memory now, of shared ones its share (PSS).
    pub fn memory(self) -> Result<f64> {
        self.kilobytes("smaps_rollup", "Pss:")
    }

    /// Megabytes it had in memory at most, shared ones counted whole.
    pub fn most_memory(self) -> Result<f64> {
        self.kilobytes("status", "VmHWM:")
    }

    /// From here on [`Meter::most_memory`] counts anew.
    pub fn forget_most_memory(self) -> Result<()> {
        Ok(fs::write(format!("/proc/{}/clear_refs", self.0), "5")?)
    }

    fn kilobytes(self, file: &str, key: &str) -> Result<f64> {
        let text = fs::read_to_string(format!("/proc/{}/{file}", self.0))?;
        let value =
            text.lines().find_map(|line| line.strip_prefix(key)).and_then(|rest| rest.split_whitespace().next());
        Ok(value.ok_or("the kernel does not tell")?.parse::<f64>()? / 1024.0)
    }
}
