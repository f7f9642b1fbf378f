#include "outcome.h"

#include <algorithm>
#include <array>

#include "records_written.h"
#include "stored_form.h"

namespace lockstep::scenario::lifting {
namespace {

// The rulebook has no rule "as recorded": each check speaks for the nearest one.
constexpr const char* kRecordRule = "MRG-9";
constexpr const char* kCountRule = "MAT-7";
constexpr const char* kWritesRule = "QUI-1";

/// What the connector notes there for itself may be as random as an id.
constexpr std::string_view kOwnNotes = "clientData";

OrderedJson held(const History& history) {
  OrderedJson is = OrderedJson::object();
  for (const auto& [name, value] : history.last.items()) {
    if (name == kOwnNotes && history.written.contains(name)) {
      continue;
    }
    is[name] = value.empty() || value == "" ? OrderedJson(nullptr) : OrderedJson(value);
  }
  return is;
}

bool is_in_contacts(const History& history) {
  return history.last_place.folder.value_or(sim::GoogleFolder::contacts) ==
         sim::GoogleFolder::contacts;
}

class Judge {
 public:
  Judge(const Facts& facts, const Histories& histories, const Memberships& memberships,
        const Names& names)
      : facts_(&facts), histories_(&histories), memberships_(&memberships), names_(&names) {}

  Outcome judge() {
    for (const History& history : histories_->records) {
      if (history.lives) {
        judge(history);
      }
    }
    count();
    return std::move(outcome_);
  }

 private:
  void judge(const History& history) {
    const Names::Meant meant = names_->at_the_end(history);
    const std::string side(to_string(history.record.service));
    if (meant.query.is_null()) {
      outcome_.not_told_apart.push_back(side + ": a record without name, email and number");
      return;
    }
    OrderedJson check = {{side, meant.query}};
    OrderedJson is = held(history);
    if (meant.fitting.size() > 1) {
      if (meant.fitting.front() != &history) {
        return;  // The first of them speaks for all.
      }
      check["count"] = meant.fitting.size();
      for (const History* const other : meant.fitting) {
        const OrderedJson others = held(*other);
        for (auto member = is.begin(); member != is.end();) {
          const bool is_common = others.contains(member.key()) && others[member.key()] == *member;
          member = is_common ? std::next(member) : is.erase(member);
        }
      }
      outcome_.not_told_apart.push_back(side + ": " + std::to_string(meant.fitting.size()) +
                                        " records that are " + meant.query.dump());
    }
    check["is"] = std::move(is);
    if (meant.fitting.size() == 1) {
      add_place(history, check);
    }
    check["rule"] = kRecordRule;
    outcome_.checks.push_back(std::move(check));
  }

  void add_place(const History& history, OrderedJson& check) const {
    if (history.record.service == Service::hubspot) {
      if (memberships_->is_known) {
        const auto lists = memberships_->last.find(history.record);
        check["lists"] =
            lists == memberships_->last.end() ? std::set<std::string>() : lists->second;
      }
      return;
    }
    const Place& place = history.last_place;
    if (place.folder) {
      check["folder"] = std::string(to_string(*place.folder));
    }
    if (place.starred) {
      check["starred"] = *place.starred;
    }
    if (place.labels) {
      check["labels"] = label_names(*place.labels, *facts_);
    }
  }

  void count() {
    std::size_t hubspot = 0;
    std::size_t contacts = 0;
    std::size_t other = 0;
    for (const History& history : histories_->records) {
      if (!history.lives) {
        continue;
      }
      if (history.record.service == Service::hubspot) {
        ++hubspot;
      } else {
        ++(is_in_contacts(history) ? contacts : other);
      }
    }
    OrderedJson counts = {{"hubspot", hubspot}, {"google", contacts}};
    if (other > 0) {
      counts["google_other"] = other;
    }
    outcome_.checks.push_back({{"count", std::move(counts)}, {"rule", kCountRule}});
  }

  const Facts* facts_;
  const Histories* histories_;
  const Memberships* memberships_;
  const Names* names_;
  Outcome outcome_;
};

}  // namespace

Outcome outcome_of(const Recording& recording, const Facts& facts, const Passes& passes,
                   const Histories& histories, const Memberships& memberships,
                   const SeenFaults& faults, const Names& names, const StoryLine& line) {
  Outcome outcome = Judge(facts, histories, memberships, names).judge();
  std::vector<std::array<std::size_t, 2>> writes(passes.count() + 1, {0, 0});
  for (std::size_t pass = passes.count(); pass-- > 0;) {
    writes[pass] = writes[pass + 1];
    for (std::size_t index = passes.first(pass); index < passes.end(pass); ++index) {
      const Service service = recording.exchanges[index].service;
      if (is_mutation(service, facts.operations[index]) && !faults.not_delivered.contains(index)) {
        writes[pass][service == Service::hubspot ? 0 : 1] +=
            records_written(recording.exchanges[index].request);
      }
    }
  }
  for (std::size_t pass = 0; pass < passes.count(); ++pass) {
    OrderedJson expected = {
        {"hubspot", writes[pass][0]}, {"google", writes[pass][1]}, {"by_record", true}};
    if (pass > 0) {
      expected["since"] = line.syncs[pass];
    }
    outcome.checks.push_back({{"writes", std::move(expected)}, {"rule", kWritesRule}});
  }
  return outcome;
}

}  // namespace lockstep::scenario::lifting
