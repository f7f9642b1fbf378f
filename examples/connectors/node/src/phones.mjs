// Which of Google's numbers is which of HubSpot's: the rules PHN-1 to PHN-14.

/** Google's labels that make an additional number HubSpot's mobile or fax. A custom label never does (PHN-13). */
const labels = { mobilephone: ['mobile', 'workMobile'], fax: ['homeFax', 'workFax', 'otherFax'] };
const labelOfNew = { phone: 'work', mobilephone: 'mobile', fax: 'workFax' };

export const phoneFields = ['phone', 'mobilephone', 'fax'];

// `first` is remembered of a pair whose first number in Google is not HubSpot's `phone`, because of what the sync
// itself has done: {slot: 'mobilephone'} if it stands for that (PHN-9), {number} if it is merely what was left when
// `phone` was cleared (PHN-12). Otherwise it is undefined.

/** HubSpot's three numbers as Google's list has them. */
export function readPhones(numbers, first) {
  const at = places(numbers, first);
  return Object.fromEntries(phoneFields.map((field) => [field, (numbers[at[field]]?.value ?? '').trim()]));
}

/** Puts changed values into a copy of Google's list: every other number keeps value, label and order (PHN-4). */
export function writePhones(numbers, changes, first) {
  const list = [...numbers];
  let standsFor = standsForOther(list, first) ? first : undefined;
  for (const field of phoneFields.filter((name) => name in changes)) {
    const value = changes[field];
    const before = places(list, standsFor);
    const at = before[field];
    if (value === '') {
      if (at >= 0) {
        list.splice(at, 1);
        standsFor = at === 0 ? notPromoted(list, before) : standsFor;
      }
    } else if (at >= 0) {
      list[at] = { ...list[at], value };
    } else if (field === 'phone') {
      list.unshift({ value, type: labelOfNew.phone });
      standsFor = undefined;
    } else {
      list.push({ value, type: labelOfNew[field] });
      standsFor = list.length === 1 ? { slot: field } : standsFor;
    }
  }
  return { numbers: list, first: standsFor };
}

/** Recognises at a first meeting what an earlier sync has written of a HubSpot contact without `phone` (PHN-9). */
export function guessFirst(numbers, values, region) {
  const [number] = numbers;
  const slot = Object.keys(labels).find(
    (name) => labels[name].includes(number?.type) && samePhone(values[name], number.value, region),
  );
  return slot && values.phone === '' ? { slot } : undefined;
}

function places(numbers, first) {
  const stands = standsForOther(numbers, first);
  const at = { phone: numbers.length > 0 && !stands ? 0 : -1 };
  for (const [slot, types] of Object.entries(labels)) {
    at[slot] =
      stands && first.slot === slot ? 0 : numbers.findIndex(({ type }, index) => index > 0 && types.includes(type));
  }
  return at;
}

export function standsForOther([number], first) {
  if (!first || !number) {
    return false;
  }
  return first.slot ? labels[first.slot].includes(number.type) : first.number === number.value;
}

function notPromoted([number], before) {
  const slot = Object.keys(labels).find((name) => before[name] === 1);
  return slot ? { slot } : number && { number: number.value };
}

// Country code, trunk prefix and length of a national number, for numbers that are written without their country.
// A region that is not here has its numbers compared by their digits alone.
const regions = {
  US: ['1', '1', 10],
  CA: ['1', '1', 10],
  GB: ['44', '0', 10],
  FR: ['33', '0', 9],
  ES: ['34', '', 9],
  PL: ['48', '', 9],
};

/** Two spellings of one number are one number (PHN-10); another extension is another number. */
export const samePhone = (one, other, region) => canonical(one, region) === canonical(other, region);

function canonical(text, region) {
  const [, number, extension] = /^(.*?)(?:(?:ext|x|#|;ext=)\.?\s*(\d+))?$/is.exec(text.trim());
  const digits = number.replace(/\D/g, '');
  if (digits === '') {
    return text.trim();
  }
  return international(number, digits, regions[region]) + (extension ? `x${extension}` : '');
}

function international(number, digits, region) {
  if (number.replace(/[^+\d]/g, '').startsWith('+')) {
    return `+${digits}`;
  }
  if (digits.startsWith('00')) {
    return `+${digits.slice(2)}`;
  }
  const [country, trunk, length] = region ?? [];
  const national = digits.length > length && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
  return national.length === length ? `+${country}${national}` : digits;
}
