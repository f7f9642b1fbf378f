#include "draw.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/random.h"

#include "model.h"
#include "to_scenario.h"

namespace lockstep::explore {
namespace {

constexpr std::size_t kPeopleMax = 4;
constexpr std::size_t kFaultsMax = 3;
constexpr std::size_t kStepsMax = 20;
constexpr int kTriesAStep = 8;

constexpr const char* kCreates[] = {"people.createContact|people.batchCreateContacts",
                                    "crm.contacts.create|crm.contacts.batch.create"};
constexpr const char* kUpdates[] = {"people.updateContact|people.batchUpdateContacts",
                                    "crm.contacts.update|crm.contacts.batch.update"};
constexpr const char* kLists[] = {"people.connections.list",
                                  "crm.contacts.getPage|crm.contacts.search"};

struct Features {
  bool edits_hubspot;
  bool edits_google;
  bool clears;
  bool repeats;  ///< Values that were there before, or are on the other side.
  bool adds;
  bool removes;
  bool loses_state;
  bool late_edits;
  bool faults;
  bool crashes;
  bool lag;
  bool single_passes;
};

Features draw_features(Random random) {
  Features features{};
  features.edits_hubspot = random.chance(3, 4);
  features.edits_google = random.chance(3, 4);
  features.clears = random.chance(1, 3);
  features.repeats = random.chance(1, 2);
  features.adds = random.chance(1, 2);
  features.removes = random.chance(1, 3);
  features.loses_state = random.chance(1, 6);
  features.late_edits = random.chance(1, 4);
  features.faults = random.chance(1, 3);
  features.crashes = random.chance(1, 4);
  features.lag = random.chance(1, 8);
  features.single_passes = random.chance(1, 3);
  return features;
}

template <class T, std::size_t N>
const T& one_of(Random& random, const T (&list)[N]) {
  return list[random.below(N)];
}

Service draw_side(Random& random) {
  return random.chance(1, 2) ? Service::hubspot : Service::google;
}

class Drawing {
 public:
  explicit Drawing(std::uint64_t seed)
      : features_(draw_features(Random(seed).fork("features"))),
        people_(Random(seed).fork("people")),
        faults_(Random(seed).fork("faults")),
        steps_(Random(seed).fork("steps")) {}

  Draft draw() {
    draw_settings();
    draw_people();
    draw_steps();
    draw_faults();
    return std::move(draft_);
  }

 private:
  void draw_settings() {
    const std::uint64_t direction = people_.below(6);
    draft_.direction = direction == 0   ? Direction::to_google
                       : direction == 1 ? Direction::to_hubspot
                                        : Direction::two_way;
    draft_.default_app = draw_side(people_);
    draft_.has_extras = people_.chance(1, 3);
    if (features_.lag) {
      (people_.chance(1, 2) ? draft_.search_lag : draft_.propagation_delay) =
          Duration(60'000 * static_cast<std::int64_t>(1 + people_.below(5)));
    }
  }

  /// Values tell where they come from: "Ann h3" is the third that was made up, by a user of
  /// HubSpot.
  std::string make_value(std::size_t person, Field field, char origin) {
    const int number = ++made_;
    std::string name = handle_of(person);
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    const std::string mark = std::string(1, origin) + std::to_string(number);
    switch (field) {
      case Field::firstname: return name + " " + mark;
      case Field::company: return "Acme " + mark;
      case Field::phone: {
        const std::string digits = std::to_string(100 + number);
        return "+1 415 555 0" + digits.substr(digits.size() - 3);
      }
    }
    return "";
  }

  Values make_values(Random& random, std::size_t person, char origin) {
    Values values;
    for (const Field field : kFields) {
      if (random.chance(2, 3)) {
        values[field] = make_value(person, field, origin);
      }
    }
    return values;
  }

  /// The two books of a person who is in both: a common ancestor, and what became of it.
  void draw_books(std::size_t number) {
    const Values ancestor = make_values(people_, number, 'a');
    Person& person = draft_.people[number];
    const std::uint64_t where = people_.below(4);  // Both, twice as often.
    if (where != 0) {
      person.hubspot = perturbed(ancestor, number, 'h');
    }
    if (where != 1) {
      person.google = perturbed(ancestor, number, 'g');
    }
  }

  Values perturbed(Values values, std::size_t number, char origin) {
    for (const Field field : kFields) {
      const std::uint64_t fate = people_.below(6);
      if (fate == 0) {
        values[field] = make_value(number, field, origin);
      } else if (fate == 1) {
        values.erase(field);
      }
    }
    return values;
  }

  void draw_people() {
    const std::size_t given = 1 + people_.below(kPeopleMax);
    const std::size_t later = features_.adds ? 1 + people_.below(2) : 0;
    draft_.people.resize(given + later);
    for (std::size_t number = 0; number < given; ++number) {
      draw_books(number);
    }
  }

  /// A late edit anywhere disturbs the whole world, so what comes before it is drawn by that, too.
  void draw_steps() {
    Draft disturbed = draft_;
    const bool will_be_disturbed =
        features_.faults || features_.crashes || features_.lag || features_.late_edits;
    if (will_be_disturbed) {
      disturbed.search_lag = Duration(1);
    }
    Model model(disturbed);
    const std::size_t count = 3 + steps_.below(kStepsMax - 2);
    for (std::size_t at = 0; at < count; ++at) {
      for (int attempt = 0; attempt < kTriesAStep; ++attempt) {
        const Step step = draw_step(model);
        if (model.allows(step)) {
          model.apply(step);
          draft_.steps.push_back(step);
          break;
        }
      }
    }
  }

  Step draw_step(const Model& model) {
    const std::uint64_t kind = steps_.below(12);
    if (kind < 4) {
      return Sync{features_.single_passes && steps_.chance(1, 2) ? 1 : 2};
    }
    if (kind == 4) {
      return Wait{Duration(60'000 * static_cast<std::int64_t>(1 + steps_.below(30)))};
    }
    const std::size_t person = steps_.below(draft_.people.size());
    const Service side = draw_side(steps_);
    if (kind == 5 && features_.adds) {
      return Add{side, person, make_values(steps_, person, side == Service::hubspot ? 'h' : 'g')};
    }
    if (kind == 6 && features_.removes) {
      return model.people()[person].on(side) == Presence::removed ? Step(Restore{side, person})
                                                                  : Step(Remove{side, person});
    }
    if (kind == 7 && features_.loses_state && steps_.chance(1, 2)) {
      return LoseState{};
    }
    if (kind == 8 && features_.late_edits) {
      const std::uint64_t where = steps_.below(3);
      return EditDuring{where == 0   ? one_of(steps_, kLists)
                        : where == 1 ? one_of(steps_, kUpdates)
                                     : one_of(steps_, kCreates),
                        steps_.chance(1, 2), draw_edit(model, person)};
    }
    return draw_edit(model, person);
  }

  Edit draw_edit(const Model& model, std::size_t person) {
    const bool may_both = features_.edits_hubspot == features_.edits_google;
    const Service side = may_both                  ? draw_side(steps_)
                         : features_.edits_hubspot ? Service::hubspot
                                                   : Service::google;
    const Field field = kFields.at(steps_.below(kFields.size()));
    const char origin = side == Service::hubspot ? 'h' : 'g';
    std::string value = make_value(person, field, origin);
    if (features_.clears && steps_.chance(1, 4)) {
      value.clear();
    } else if (features_.repeats && steps_.chance(1, 3)) {
      value = known_value(model, person, field, value);
    }
    return {side, person, field, value};
  }

  /// A value that one side holds, or held when it was last confirmed.
  std::string known_value(const Model& model, std::size_t person, Field field,
                          const std::string& otherwise) {
    const auto& cells = model.people()[person].cells;
    const auto found = cells.find(field);
    if (found == cells.end() || found->second.empty()) {
      return otherwise;
    }
    const Cell& cell = *found->second.begin();
    const std::string values[] = {cell.hubspot, cell.google, cell.base.value_or("")};
    const std::string& value = one_of(steps_, values);
    return value.empty() ? otherwise : value;
  }

  /// A list is asked for in every pass, a token in most; a write may never come.
  void draw_faults() {
    if (!features_.faults && !features_.crashes) {
      return;
    }
    std::uint32_t passes = 0;
    for (const Step& step : draft_.steps) {
      if (const auto* const sync = std::get_if<Sync>(&step)) {
        passes += static_cast<std::uint32_t>(sync->passes);
      }
    }
    const std::size_t count = 1 + faults_.below(kFaultsMax);
    for (std::size_t at = 0; at < count; ++at) {
      const bool is_write = passes == 0 || faults_.chance(2, 3);
      Fault fault;
      fault.first = 1 + static_cast<std::uint32_t>(faults_.below(is_write ? 3 : passes));
      const std::size_t side = faults_.below(2);
      fault.operation = !is_write              ? kLists[side]
                        : faults_.chance(1, 2) ? kCreates[side]
                                               : kUpdates[side];
      draw_kind(fault, is_write, side == 0 ? Service::google : Service::hubspot);
      draft_.faults.push_back(std::move(fault));
    }
  }

  void draw_kind(Fault& fault, bool is_write, Service service) {
    if (features_.crashes && (!features_.faults || faults_.chance(1, 2))) {
      constexpr const char* kMoments[] = {"before", "committed", "after"};
      fault.kind = "crash-connector";
      fault.moment = one_of(faults_, kMoments);
      return;
    }
    constexpr const char* kGoogleErrors[] = {"google.unavailable", "google.internal",
                                             "google.rate_limit"};
    constexpr const char* kHubSpotErrors[] = {"hubspot.bad_gateway", "hubspot.unavailable",
                                              "hubspot.rate_limit_secondly"};
    switch (faults_.below(is_write ? 6 : 8)) {
      case 0: fault.kind = "lose-request"; break;
      case 1: fault.kind = "commit-then-lose-answer"; break;
      case 2: fault.kind = "truncate"; break;
      case 3:
        fault.kind = "delay";
        fault.milliseconds = 1'000 * static_cast<std::int64_t>(1 + faults_.below(60));
        break;
      case 4: fault.kind = "expire-token"; break;
      case 5:
        fault.kind = "answer-error";
        fault.error = service == Service::google ? one_of(faults_, kGoogleErrors)
                                                 : one_of(faults_, kHubSpotErrors);
        break;
      case 6:
        fault.kind = "short-page";
        fault.records = 1;
        break;
      default:
        fault.kind = service == Service::google ? "expire-sync-token" : "lose-request";
        break;
    }
  }

  Features features_;
  Random people_;
  Random faults_;
  Random steps_;
  Draft draft_;
  int made_ = 0;
};

}  // namespace

Draft draw(std::uint64_t seed) { return Drawing(seed).draw(); }

}  // namespace lockstep::explore
