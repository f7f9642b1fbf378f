#include "story_line.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "stored_form.h"

namespace lockstep::scenario::lifting {
namespace {

struct Happening {
  Moment moment;
  std::string order;  ///< Among those of one instant.
  OrderedJson step;
};

OrderedJson property_values(const Json& set) {
  OrderedJson values = OrderedJson::object();
  for (const auto& [name, value] : set.items()) {
    if (is_editable_property(name)) {
      values[name] = value == "" ? OrderedJson(nullptr) : OrderedJson(value);
    }
  }
  return values;
}

std::string wait_text(Duration time) {
  const auto seconds = std::chrono::round<std::chrono::seconds>(time).count();
  constexpr std::pair<std::int64_t, const char*> kUnits[] = {
      {86'400, "d"}, {3'600, "h"}, {60, "m"}};
  for (const auto& [length, unit] : kUnits) {
    if (seconds % length == 0) {
      return std::to_string(seconds / length) + unit;
    }
  }
  return std::to_string(seconds) + "s";
}

class StoryTeller {
 public:
  StoryTeller(const Recording& recording, const Facts& facts, const Passes& passes,
              const Histories& histories, const SeenFaults& faults, const Names& names)
      : recording_(&recording),
        facts_(&facts),
        passes_(&passes),
        histories_(&histories),
        faults_(&faults),
        names_(&names) {}

  StoryLine tell(const Memberships& memberships) {
    for (const History& history : histories_->records) {
      for (const Deed& deed : history.deeds) {
        tell(history, deed);
      }
    }
    for (const Memberships::Change& change : memberships.changes) {
      const auto history = std::ranges::find(histories_->records, change.record, &History::record);
      add({change.pass, std::nullopt, Instant::max()}, change.list + change.record.id,
          {{"list",
            {{"name", change.list},
             {change.joins ? "add" : "remove", OrderedJson::array({names_->in_step(*history)})}}}});
    }
    tell_consent();
    std::ranges::stable_sort(happenings_, {}, [](const Happening& one) {
      return std::tuple(one.moment.pass, one.moment.time, one.order);
    });
    return put_together();
  }

 private:
  void add(const Moment& moment, std::string order, OrderedJson step) {
    happenings_.push_back({moment, std::move(order), std::move(step)});
  }

  void tell(const History& history, const Deed& deed) {
    const bool is_hubspot = history.record.service == Service::hubspot;
    const std::string side(to_string(history.record.service));
    const OrderedJson record = names_->in_step(history);
    const auto note = [&](OrderedJson step) {
      add(deed.moment, side + history.record.id, std::move(step));
    };
    switch (deed.kind) {
      case Deed::Kind::add:
        note({{"add",
               {{side, is_hubspot ? hubspot_contact(history, *names_, {})
                                  : google_contact(history, *names_, *facts_)}}}});
        break;
      case Deed::Kind::edit: {
        OrderedJson set = is_hubspot ? property_values(deed.set) : OrderedJson(deed.set);
        if (!set.empty()) {
          note({{"edit", {{side, record}, {"set", std::move(set)}}}});
        }
        break;
      }
      case Deed::Kind::remove:
        note(is_hubspot ? OrderedJson{{"delete", {{"hubspot", record}}}}
                        : OrderedJson{{"trash", record}});
        break;
      case Deed::Kind::restore: note({{"restore", {{side, record}}}}); break;
      case Deed::Kind::touch: break;  // A scenario could not say what.
      case Deed::Kind::rename: note({{"change_resource_name", record}}); break;
      case Deed::Kind::merge: {
        const auto other = std::ranges::find(histories_->records, *deed.other, &History::record);
        if (other != histories_->records.end()) {
          note({{"merge", {{side, OrderedJson::array({record, names_->in_step(*other)})}}}});
        }
        break;
      }
      case Deed::Kind::place:
        if (deed.place.starred) {
          note({{*deed.place.starred ? "star" : "unstar", record}});
        }
        if (deed.place.labels) {
          note({{"label",
                 {{"contact", record}, {"labels", label_names(*deed.place.labels, *facts_)}}}});
        }
        break;
    }
  }

  /// A refresh token that is worth nothing any more, and one that is again.
  void tell_consent() {
    for (const Service service : {Service::hubspot, Service::google}) {
      bool is_revoked = false;
      for (std::size_t index = 0; index < recording_->exchanges.size(); ++index) {
        const RecordedExchange& exchange = recording_->exchanges[index];
        if (exchange.service != service || facts_->operations[index] != "oauth.token" ||
            faults_->exchanges.contains(index)) {
          continue;
        }
        const bool is_refused = fate_of(exchange) == Fate::refused;
        if (is_refused != is_revoked) {
          is_revoked = is_refused;
          add({passes_->of(index), std::nullopt, Instant::min()}, "",
              {{is_refused ? "revoke" : "reconnect", std::string(to_string(service))}});
        }
      }
    }
  }

  StoryLine put_together() {
    StoryLine line;
    auto next = happenings_.begin();
    for (std::size_t pass = 0; pass <= passes_->count(); ++pass) {
      std::vector<OrderedJson> during;
      Instant now = pass == 0 ? Instant::min() : passes_->end_time(pass - 1);
      for (; next != happenings_.end() && next->moment.pass <= pass; ++next) {
        if (next->moment.before_exchange) {
          during.push_back(hook(*next->moment.before_exchange, pass, next->step));
          continue;
        }
        if (pass > 0 && next->moment.time != Instant::max() && pass < passes_->count()) {
          wait(line, now, std::min(next->moment.time, passes_->begin_time(pass)));
        }
        line.steps.push_back(next->step);
      }
      if (pass == passes_->count()) {
        break;
      }
      if (pass > 0) {
        wait(line, now, passes_->begin_time(pass));
      }
      line.steps.insert(line.steps.end(), during.begin(), during.end());
      line.syncs.push_back(line.steps.size());
      line.steps.push_back(may_fail(pass)
                               ? OrderedJson{{"sync", {{"passes", 1}, {"may_fail", true}}}}
                               : OrderedJson{{"sync", 1}});
    }
    return line;
  }

  static void wait(StoryLine& line, Instant& now, Instant until) {
    constexpr Duration kWorthTelling{1000};
    constexpr Duration kWaitMax = std::chrono::days(3'650);  // A scenario may wait little more.
    for (; until > now && until - now > kWaitMax; now += kWaitMax) {
      line.steps.push_back({{"wait", wait_text(kWaitMax)}});
    }
    if (until > now && until - now >= kWorthTelling) {
      line.steps.push_back({{"wait", wait_text(until - now)}});
      now = until;
    }
  }

  /// Counts from where the hook is armed: just before its pass.
  [[nodiscard]] OrderedJson hook(std::size_t exchange, std::size_t pass,
                                 const OrderedJson& step) const {
    int call = 0;
    for (std::size_t index = passes_->first(pass); index <= exchange; ++index) {
      call += facts_->operations[index] == facts_->operations[exchange] ? 1 : 0;
    }
    return {{"during",
             {{"operation", facts_->operations[exchange]},
              {"call", call},
              {"moment", "before"},
              {"do", OrderedJson::array({step})}}}};
  }

  [[nodiscard]] bool may_fail(std::size_t pass) const {
    for (std::size_t index = passes_->first(pass); index < passes_->end(pass); ++index) {
      if (faults_->exchanges.contains(index) ||
          (facts_->operations[index] == "oauth.token" &&
           fate_of(recording_->exchanges[index]) == Fate::refused)) {
        return true;
      }
    }
    return false;
  }

  const Recording* recording_;
  const Facts* facts_;
  const Passes* passes_;
  const Histories* histories_;
  const SeenFaults* faults_;
  const Names* names_;
  std::vector<Happening> happenings_;
};

}  // namespace

StoryLine story_line(const Recording& recording, const Facts& facts, const Passes& passes,
                     const Histories& histories, const Memberships& memberships,
                     const SeenFaults& faults, const Names& names) {
  return StoryTeller(recording, facts, passes, histories, faults, names).tell(memberships);
}

std::vector<std::string> label_names(const std::vector<std::string>& groups, const Facts& facts) {
  std::vector<std::string> names;
  for (const std::string& group : groups) {
    const auto known = facts.groups.find(group);
    names.push_back(known != facts.groups.end() && !known->second.empty()
                        ? known->second
                        : "Label " + group.substr(group.rfind('/') + 1));
  }
  std::ranges::sort(names);
  return names;
}

OrderedJson hubspot_contact(const History& history, const Names& names,
                            const std::set<std::string>& lists) {
  OrderedJson properties = OrderedJson::object();
  for (const auto& [name, value] : history.first.items()) {
    if (value != "") {
      properties[name] = value;
    }
  }
  OrderedJson contact = {{"ref", names.ref(history.record)}, {"properties", std::move(properties)}};
  if (!lists.empty()) {
    contact["lists"] = lists;
  }
  return contact;
}

OrderedJson google_contact(const History& history, const Names& names, const Facts& facts) {
  OrderedJson person = OrderedJson::object();
  for (const auto& [field, items] : history.first.items()) {
    if (!items.empty()) {
      person[field] = items;
    }
  }
  OrderedJson contact = {{"ref", names.ref(history.record)}, {"person", std::move(person)}};
  const Place& place = history.first_place;
  if (place.folder == sim::GoogleFolder::other) {
    contact["folder"] = "other";
  }
  if (place.starred.value_or(false)) {
    contact["starred"] = true;
  }
  if (place.labels && !place.labels->empty()) {
    contact["labels"] = label_names(*place.labels, facts);
  }
  return contact;
}

std::string list_name(const Facts& facts, const std::string& id) {
  const auto known = facts.lists.find(id);
  return known == facts.lists.end() ? "List " + id : known->second;
}

Memberships memberships_of(Facts& facts, const Passes& passes, const Histories& histories,
                           const std::string& only_list) {
  Memberships memberships;
  std::map<RecordId, const History*> known;
  for (const History& history : histories.records) {
    known[history.record] = &history;
  }
  std::map<std::string, std::vector<CompleteList>> by_list;
  for (CompleteList& list : complete_lists(facts, passes)) {
    if (list.is_membership) {
      by_list[list.list].push_back(std::move(list));
    }
  }
  for (const auto& [id, readings] : by_list) {
    const bool is_only = by_list.size() == 1 && !only_list.empty() && !facts.lists.contains(id);
    const std::string name = is_only ? only_list : list_name(facts, id);
    memberships.is_known = true;
    std::set<RecordId> members;
    for (std::size_t at = 0; at < readings.size(); ++at) {
      std::set<RecordId> now;
      for (const std::string& member : readings[at].ids) {
        const auto history = known.find({Service::hubspot, member});
        if (history == known.end()) {
          facts.gap(readings[at].exchange, "nobody has read a member of the list \"" + name + '"',
                    "a contact", member);
          continue;
        }
        const RecordId& record = history->first;
        now.insert(record);
        if (at == 0 && history->second->is_given) {
          memberships.given[record].insert(name);
        } else if (!members.contains(record)) {
          memberships.changes.push_back({readings[at].pass, name, record, true});
        }
      }
      for (const RecordId& record : members) {
        if (!now.contains(record) && known.at(record)->lives) {
          memberships.changes.push_back({readings[at].pass, name, record, false});
        }
      }
      members = std::move(now);
    }
    for (const RecordId& record : members) {
      memberships.last[record].insert(name);
    }
  }
  return memberships;
}

}  // namespace lockstep::scenario::lifting
