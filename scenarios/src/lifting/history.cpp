#include "history.h"

#include <algorithm>
#include <tuple>

#include "stored_form.h"
#include "versions.h"

namespace lockstep::scenario::lifting {
std::vector<CompleteList> complete_lists(const Facts& facts, const Passes& passes) {
  using Key = std::tuple<Service, std::string, bool, std::size_t>;
  std::map<Key, std::multimap<std::string, const Page*>> pages;
  for (const Page& page : facts.pages) {
    pages[{page.service, page.list, page.is_membership, passes.of(page.exchange)}].emplace(
        page.token, &page);
  }
  std::vector<CompleteList> lists;
  for (const auto& [key, of_list] : pages) {
    const auto [from, to] = of_list.equal_range("");
    for (auto start = from; start != to; ++start) {
      CompleteList list{std::get<0>(key), std::get<1>(key),   std::get<2>(key),
                        std::get<3>(key), start->second->ids, start->second->exchange};
      const Page* page = start->second;
      std::set<std::string> taken;
      while (page != nullptr && !page->next.empty() && taken.insert(page->next).second) {
        const auto next = of_list.find(page->next);
        page = next == of_list.end() ? nullptr : next->second;
        if (page != nullptr) {
          list.ids.insert(page->ids.begin(), page->ids.end());
        }
      }
      if (page != nullptr && page->next.empty()) {
        lists.push_back(std::move(list));
        break;  // One look a pass is enough.
      }
    }
  }
  return lists;
}

namespace {

class Historian {
 public:
  Historian(const Recording& recording, Facts& facts, const Passes& passes)
      : recording_(&recording),
        facts_(&facts),
        passes_(&passes),
        followed_(follow(recording, facts, passes)),
        lists_(complete_lists(facts, passes)) {
    for (const Write& write : facts.writes) {
      const std::size_t pass = passes.of(write.exchange);
      writes_in_[pass].push_back(&write);
      if (write.kind == Write::Kind::remove && write.fate == Fate::done) {
        removals_.emplace(followed_.root_of(write.record), pass);
      }
    }
    for (const Sighting& sighting : facts.sightings) {
      if (facts.operations[sighting.exchange].ends_with(".list")) {
        const std::size_t pass = passes.of(sighting.exchange);
        const auto first =
            first_listed_.try_emplace(followed_.root_of(sighting.record), pass).first;
        first->second = std::min(first->second, pass);
      }
    }
  }

  Histories tell() {
    Histories histories;
    for (const auto& [record, versions] : followed_.versions) {
      histories.records.push_back(history_of(record, versions));
    }
    for (const Joining& joining : followed_.joinings) {
      tell_joining(joining, histories);
    }
    for (History& history : histories.records) {
      std::ranges::stable_sort(history.deeds, {}, [](const Deed& deed) {
        return std::tuple(deed.moment.pass, deed.moment.before_exchange, deed.moment.time);
      });
    }
    std::ranges::sort(histories.records, {}, [](const History& history) {
      const std::string& id = history.record.id;
      return std::tuple(history.record.service, history.created.value_or(Instant{}), id.size(), id);
    });
    return histories;
  }

 private:
  History history_of(const RecordId& record, const std::vector<Version>& versions) {
    History history;
    history.record = record;
    history.created = versions.front().created;
    const Version& first = versions.front();
    history.by_connector = first.write && facts_->writes[*first.write].kind == Write::Kind::create;
    history.changed = first.time;
    history.first = first.fields;
    history.first_place = first.place;
    history.last = first.fields;
    history.last_place = first.place;
    if (first.write) {
      note_write(history, first, *first.write);
    }
    if (!history.by_connector) {
      begin(history, versions);
    }
    for (std::size_t at = 1; at < versions.size(); ++at) {
      go_on(history, versions, at);
    }
    tell_removals(history, versions);
    return history;
  }

  void begin(History& history, const std::vector<Version>& versions) {
    Moment moment = moment_of(history.record, versions, 0);
    if (const auto created = versions.front().created; created && passes_->count() > 0) {
      if (*created <= passes_->begin_time(0)) {
        moment = {};
      }
    } else if (!created && !was_looked_for(history.record, versions)) {
      moment = {};
    }
    history.is_given = moment.pass == 0 && !moment.before_exchange;
    if (!history.is_given) {
      history.deeds.push_back({Deed::Kind::add, moment, {}, {}, {}, versions.front().first_shown});
    }
  }

  /// Whether a whole list was read before the record was first seen, and did not have it.
  [[nodiscard]] bool was_looked_for(const RecordId& record,
                                    const std::vector<Version>& versions) const {
    std::size_t seen = passes_->count();
    for (const Version& version : versions) {
      seen = std::min(seen, *version.passes.begin());
    }
    return std::ranges::any_of(lists_, [&](const CompleteList& list) {
      return list.service == record.service && !list.is_membership && list.pass < seen;
    });
  }

  void go_on(History& history, const std::vector<Version>& versions, std::size_t at) {
    const Version& version = versions[at];
    Deed edit{Deed::Kind::edit, {}, Json::object(), {}, {}, version.first_shown};
    if (version.write) {
      edit.moment = {passes_->of(facts_->writes[*version.write].exchange),
                     facts_->writes[*version.write].exchange, version.time};
    } else {
      edit.moment = moment_of(history.record, versions, at);
    }
    const Json written =
        version.write ? facts_->writes[*version.write].fields : Json(Json::object());
    for (const auto& [name, value] : version.fields.items()) {
      if (written.contains(name)) {
        continue;
      }
      if (!history.last.contains(name)) {
        history.first[name] = value;  // It was there all the time, and nobody had asked.
      } else if (history.last.at(name) != value) {
        edit.set[name] = value;
      }
      history.last[name] = value;
    }
    if (version.write) {
      note_write(history, version, *version.write);
    }
    if (!edit.set.empty()) {
      history.deeds.push_back(edit);
    }
    const bool is_moved = move(history, version, edit.moment);
    if (edit.set.empty() && !is_moved && !version.write) {
      edit.kind = Deed::Kind::touch;
      history.deeds.push_back(edit);
    }
  }

  /// Takes over what was written, as the service shows it, and says where it is not what the fake
  /// would have made of it.
  void note_write(History& history, const Version& version, std::size_t number) {
    const Write& write = facts_->writes[number];
    const Json expected = history.record.service == Service::hubspot ? stored_hubspot(write.fields)
                                                                     : stored_google(write.fields);
    for (const auto& [name, value] : expected.items()) {
      history.written.insert(name);
      const Json& shown = version.fields.contains(name) ? version.fields.at(name) : value;
      if (shown != value) {
        facts_->gap(write.exchange, "\"" + name + "\" was kept otherwise than it was written",
                    value.dump(), shown.dump());
      }
      history.last[name] = shown;
    }
  }

  static bool move(History& history, const Version& version, const Moment& moment) {
    const Place& place = version.place;
    Deed deed{Deed::Kind::place, moment, {}, {}, {}, version.first_shown};
    const auto compare = [](auto& first, auto& last, const auto& now, auto& changed) {
      if (!now) {
        return false;
      }
      const bool is_change = last && *last != *now;
      if (!last) {
        first = now;
      }
      last = now;
      if (is_change) {
        changed = now;
      }
      return is_change;
    };
    Place& first = history.first_place;
    Place& last = history.last_place;
    bool is_moved = compare(first.folder, last.folder, place.folder, deed.place.folder);
    is_moved = compare(first.starred, last.starred, place.starred, deed.place.starred) || is_moved;
    is_moved = compare(first.labels, last.labels, place.labels, deed.place.labels) || is_moved;
    if (is_moved) {
      history.deeds.push_back(std::move(deed));
    }
    return is_moved;
  }

  [[nodiscard]] bool is_seen(const std::vector<Version>& versions, std::size_t from, std::size_t to,
                             std::size_t pass) const {
    return std::any_of(versions.begin() + static_cast<std::ptrdiff_t>(from),
                       versions.begin() + static_cast<std::ptrdiff_t>(to),
                       [&](const Version& version) { return version.passes.contains(pass); });
  }

  /// The first write in the pass that is not earlier; of this record alone, if it is given.
  [[nodiscard]] std::optional<std::size_t> write_after(std::size_t pass, Instant time,
                                                       const RecordId* record) const {
    std::optional<std::size_t> first;
    const auto writes = writes_in_.find(pass);
    if (writes == writes_in_.end()) {
      return first;
    }
    for (const Write* const write : writes->second) {
      if (recording_->exchanges[write->exchange].at >= time &&
          (record == nullptr || followed_.root_of(write->record) == *record)) {
        first = std::min(first.value_or(write->exchange), write->exchange);
      }
    }
    return first;
  }

  /// Where a version came into being that the connector did not make.
  [[nodiscard]] Moment moment_of(const RecordId& record, const std::vector<Version>& versions,
                                 std::size_t at) const {
    const Instant time = versions[at].time;
    std::size_t seen = passes_->count();
    for (std::size_t later = at; later < versions.size(); ++later) {
      seen = std::min(seen, *versions[later].passes.begin());
    }
    const std::optional<std::size_t> pass = passes_->at(time);
    if (!pass || time > passes_->end_time(seen)) {
      return {std::min(passes_->after(time), seen), std::nullopt, time};
    }
    const bool is_new_seen = is_seen(versions, at, versions.size(), *pass);
    const Moment afterwards{*pass + 1, std::nullopt, time};
    if (!is_new_seen && time == passes_->end_time(*pass)) {
      return afterwards;
    }
    if (!is_seen(versions, 0, at, *pass)) {
      return is_new_seen ? Moment{*pass, std::nullopt, time} : afterwards;
    }
    if (!is_new_seen && !write_after(*pass, time, &record)) {
      return afterwards;
    }
    const auto write = write_after(*pass, time, nullptr);
    return write ? Moment{*pass, write, time} : afterwards;
  }

  /// Whether the contact was in a list, or among the changes of one, before the pass.
  [[nodiscard]] bool was_listed(const RecordId& record, std::size_t pass) const {
    const auto first = first_listed_.find(record);
    return first != first_listed_.end() && first->second < pass;
  }

  [[nodiscard]] std::set<std::size_t> passes_without(const History& history,
                                                     std::size_t seen) const {
    std::set<std::size_t> without;
    const RecordId& record = history.record;
    if (const auto absences = facts_->absences.find(record); absences != facts_->absences.end()) {
      for (const std::size_t exchange : absences->second) {
        without.insert(passes_->of(exchange));
      }
    }
    const bool is_other = history.last_place.folder == sim::GoogleFolder::other;
    for (const CompleteList& list : lists_) {
      if (list.service == record.service && !list.is_membership && list.pass > seen &&
          list.list == (is_other ? "other" : "contacts") && !list.ids.contains(record.id) &&
          (record.service == Service::hubspot || was_listed(record, list.pass))) {
        without.insert(list.pass);
      }
    }
    return without;
  }

  /// Users' deletions and restorations, pass by pass.
  void tell_removals(History& history, const std::vector<Version>& versions) {
    std::set<std::size_t> with;
    for (const Version& version : versions) {
      with.insert(version.passes.begin(), version.passes.end());
    }
    const std::set<std::size_t> without = passes_without(history, *with.begin());
    std::optional<std::size_t> joined;  // From then on it goes by another id.
    for (const Joining& joining : followed_.joinings) {
      if (joining.survivor == history.record || joining.other == history.record) {
        joined = joining.pass;
      }
    }
    for (std::size_t pass = *with.begin(); pass < passes_->count(); ++pass) {
      const bool is_with = with.contains(pass);
      const bool is_without = without.contains(pass) && (!joined || pass < *joined);
      if (history.lives && is_without) {
        const std::size_t before = is_with ? pass + 1 : pass;
        history.deeds.push_back({Deed::Kind::remove, {before, std::nullopt, latest()}, {}, {}, {}});
        history.lives = false;
      } else if (!history.lives && is_with && !is_without) {
        history.deeds.push_back({Deed::Kind::restore, {pass, std::nullopt, Instant{}}, {}, {}, {}});
        history.lives = true;
      }
      if (removes(history.record, pass)) {
        history.lives = false;
      }
    }
  }

  /// Later than all: a removal is known by the pass alone.
  [[nodiscard]] static Instant latest() { return Instant::max(); }

  [[nodiscard]] bool removes(const RecordId& record, std::size_t pass) const {
    return removals_.contains({record, pass});
  }

  void tell_joining(const Joining& joining, Histories& histories) {
    const auto of = [&](const RecordId& record) {
      return std::ranges::find(histories.records, record, &History::record);
    };
    const auto survivor = of(joining.survivor);
    if (survivor == histories.records.end()) {
      return;
    }
    const std::optional<std::size_t> during = passes_->at(joining.time);
    const std::size_t pass =
        during ? joining.pass : std::min(passes_->after(joining.time), joining.pass);
    Deed deed{Deed::Kind::rename, {pass, std::nullopt, joining.time}, {}, {}, joining.other};
    if (joining.other) {
      deed.kind = Deed::Kind::merge;
      const auto other = of(*joining.other);
      if (other != histories.records.end()) {
        other->lives = false;
      }
      // What a merge makes of two records is the service's own doing.
      std::erase_if(survivor->deeds, [&](const Deed& one) {
        return one.kind == Deed::Kind::edit && one.moment.time == joining.time;
      });
    }
    survivor->deeds.push_back(std::move(deed));
  }

  const Recording* recording_;
  Facts* facts_;
  const Passes* passes_;
  Followed followed_;
  std::vector<CompleteList> lists_;
  std::map<RecordId, std::size_t> first_listed_;  ///< In which pass each was first on a list.
  std::map<std::size_t, std::vector<const Write*>> writes_in_;  ///< By pass.
  std::set<std::pair<RecordId, std::size_t>> removals_;  ///< By the connector, and in which pass.
};

}  // namespace

Histories histories_of(const Recording& recording, Facts& facts, const Passes& passes) {
  return Historian(recording, facts, passes).tell();
}

}  // namespace lockstep::scenario::lifting
