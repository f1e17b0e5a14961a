//! Events like those people have: the same number gives the same event for ever.

/// Numbers that look random and are the same in every run (an LCG; its upper bits).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u64) as usize]
    }
}

const ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n\
    TZNAME:CEST\r\nDTSTART:19700329T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\n\
    TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nDTSTART:19701025T030000\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
const TITLES: &[&str] =
    &["Weekly sync", "Design review", "Lunch with Käthe", "Flight to Praha", "Yoga", "誕生日", "Board meeting"];
const PLACES: &[&str] = &["Room 4.12", "Berlin\\, Torstraße 1", "https://meet.example.org/abc-defg-hij", "Main Hall"];
const WORDS: &[&str] =
    &["please", "bring", "the", "numbers", "agenda", "notes", "are", "in", "shared", "folder", "coffee"];
/// 1 January 2024 in days since 1970; single events are spread over four years from there.
const FIRST_DAY: u64 = 19_723;
const DAYS: u64 = 1_461;

/// The UID and the text of event `number`: one in 20 recurs, one in 8 takes whole days. Nobody is invited, so that
/// nothing is scheduled.
pub fn event(number: usize, run: &str) -> (String, String) {
    let mut dice = Dice(number as u64 ^ 0x5eed);
    dice.below(2);
    let uid = format!("{number:08x}-{run}-{:08x}", dice.below(1 << 31));
    let day = FIRST_DAY + dice.below(DAYS);
    let recurs = number % 20 == 7;
    let times = if recurs {
        series(&mut dice, day)
    } else if dice.below(8) == 0 {
        let length = 1 + dice.below(3);
        format!("DTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\nTRANSP:TRANSPARENT\r\n", date(day), date(day + length))
    } else {
        timed(&mut dice, day).0
    };
    let mut words = String::new();
    for _ in 0..8 + dice.below(40) {
        words.push_str(dice.one_of(WORDS));
        words.push(' ');
    }
    let event = format!(
        "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20231201T080000Z\r\n{times}CREATED:20231201T080000Z\r\nSEQUENCE:1\r\n\
         SUMMARY:{}\r\nDESCRIPTION:{}\r\nLOCATION:{}\r\nSTATUS:CONFIRMED\r\nCLASS:PUBLIC\r\nBEGIN:VALARM\r\n\
         ACTION:DISPLAY\r\nDESCRIPTION:Reminder\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\n",
        dice.one_of(TITLES),
        folded(&words),
        dice.one_of(PLACES),
    );
    (
        uid,
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//bench//EN\r\n{ZONE}{event}END:VCALENDAR\r\n"),
    )
}

/// The times of an event of one to three hours, and the hour it begins.
fn timed(dice: &mut Dice, day: u64) -> (String, u64) {
    let (hour, length) = (7 + dice.below(12), 1 + dice.below(3));
    let (day, end) = (date(day), hour + length);
    let times =
        format!("DTSTART;TZID=Europe/Berlin:{day}T{hour:02}1500\r\nDTEND;TZID=Europe/Berlin:{day}T{end:02}1500\r\n");
    (times, hour)
}

/// A series that began up to two years before `day`: weekly, every two weeks, monthly or yearly, some with an end, some
/// with exceptions.
fn series(dice: &mut Dice, day: u64) -> String {
    let first = day - dice.below(700);
    let rule = dice.one_of(&["FREQ=WEEKLY", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=YEARLY"]);
    let end = dice.one_of(&["", "", ";COUNT=40", ";UNTIL=20260601T000000Z"]);
    let (times, hour) = timed(dice, first);
    let mut text = format!("{times}RRULE:{rule}{end}\r\n");
    if rule.starts_with("FREQ=WEEKLY") && dice.below(5) < 2 {
        text.push_str(&format!("EXDATE;TZID=Europe/Berlin:{}T{hour:02}1500\r\n", date(first + 14)));
    }
    text
}

fn date(day: u64) -> String {
    let epoch = chrono::NaiveDate::default();
    (epoch + chrono::TimeDelta::days(day as i64)).format("%Y%m%d").to_string()
}

fn folded(text: &str) -> String {
    let mut lines = String::new();
    for (number, letter) in text.trim_end().chars().enumerate() {
        if number % 60 == 0 && number > 0 {
            lines.push_str("\r\n ");
        }
        lines.push(letter);
    }
    lines
}
