// Virtual time in words.

const form = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC'});

export function spelled(instant) {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? String(instant) : `${form.format(time)} UTC`;
}
