// Reads a calendar from stdin with ical.js and writes its events as JSON, times in UTC.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const whole = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of whole.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
const told = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
const events = whole.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status"),
    starts: told(event.startDate),
    ends: told(event.endDate),
    zone: event.startDate.zone.tzid,
    summary: event.summary,
    description: event.description,
    location: event.location,
  };
});
process.stdout.write(JSON.stringify({ name: whole.getFirstPropertyValue("name"), events }));
