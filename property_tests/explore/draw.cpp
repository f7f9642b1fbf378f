#include "draw.h"

#include <utility>

#include "draw_faults.h"
#include "draw_steps.h"
#include "values.h"

namespace lockstep::explore {
namespace {

constexpr std::size_t kPeopleMax = 4;

/// One of two records of a person, after they have parted from a common ancestor.
Values perturbed(Values values, std::size_t person, Service side, Random& random,
                 ValueMaker& maker) {
  for (const Field field : maker.fields()) {
    const std::uint64_t fate = random.below(6);
    if (fate == 0) {
      values[field] = maker.make(person, field, origin_of(side));
    } else if (fate == 1) {
      values.erase(field);
    }
  }
  return fit_for(side, std::move(values));
}

/// The two books of people who are in both, twice as often as in one.
Person draw_person(std::size_t number, Random& random, ValueMaker& maker) {
  const Values ancestor = maker.make_some(random, number, 'a');
  Person person;
  const std::uint64_t where = random.below(4);
  if (where != 0) {
    person.hubspot = perturbed(ancestor, number, Service::hubspot, random, maker);
  }
  if (where != 1) {
    person.google = perturbed(ancestor, number, Service::google, random, maker);
  }
  return person;
}

void draw_people(const Features& features, Random random, ValueMaker& maker, Draft& draft) {
  const std::size_t given = 1 + random.below(kPeopleMax);
  const std::size_t later = features.adds ? 1 + random.below(2) : 0;
  draft.people.resize(given + later);
  std::size_t in_google = 0;
  for (std::size_t number = 0; number < given; ++number) {
    Person& person = draft.people[number];
    person = draw_person(number, random, maker);
    person.is_listed = features.filters && random.chance(1, 2);
    person.is_starred = features.filters && random.chance(1, 2);
    in_google += person.google ? 1U : 0U;
  }
  if (features.limit) {
    draft.google_contacts_max = in_google + random.below(3);
  }
}

void draw_delays(const Features& features, Random random, Draft& draft) {
  if (features.lag) {
    (random.chance(1, 2) ? draft.search_lag : draft.propagation_delay) =
        Duration(60'000 * static_cast<std::int64_t>(1 + random.below(5)));
  }
}

std::uint32_t passes_of(const Draft& draft) {
  std::uint32_t passes = 0;
  for (const Step& step : draft.steps) {
    if (const auto* const sync = std::get_if<Sync>(&step)) {
      passes += static_cast<std::uint32_t>(sync->passes);
    }
  }
  return passes;
}

}  // namespace

Draft draw(std::uint64_t seed, const Claims& claims) {
  const Random random(seed);
  const Features features = draw_features(claims, random.fork("features"));
  ValueMaker maker(features);
  Draft draft;
  Random settings = random.fork("settings");
  draft.settings = draw_settings(features, settings);
  draft.has_extras = settings.chance(1, 3);
  draft.has_quotas = features.quotas;
  draw_delays(features, random.fork("delays"), draft);
  draw_people(features, random.fork("people"), maker, draft);
  draw_steps(features, random.fork("steps"), maker, draft);
  draft.faults = draw_faults(features, random.fork("faults"), passes_of(draft));
  return draft;
}

}  // namespace lockstep::explore
