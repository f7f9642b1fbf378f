#include "versions.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "stored_form.h"

namespace lockstep::scenario::lifting {
namespace {

constexpr Duration kClockSkew{1000};  ///< That a version may seem older than the write it is of.

bool agree(const Json& one, const Json& other) {
  return std::ranges::all_of(one.items(), [&](const auto& member) {
    return !other.contains(member.key()) || other.at(member.key()) == member.value();
  });
}

bool agree(const Place& one, const Place& other) {
  const auto same = [](const auto& left, const auto& right) {
    return !left || !right || *left == *right;
  };
  return same(one.folder, other.folder) && same(one.starred, other.starred) &&
         same(one.labels, other.labels);
}

void add_to(Place& place, const Place& more) {
  place.folder = more.folder ? more.folder : place.folder;
  place.starred = more.starred ? more.starred : place.starred;
  place.labels = more.labels ? more.labels : place.labels;
}

class Follower {
 public:
  Follower(const Recording& recording, Facts& facts, const Passes& passes)
      : recording_(&recording), facts_(&facts), passes_(&passes) {}

  Followed follow() {
    answer_writes();
    for (const Write& write : facts_->writes) {
      writes_of_[write.record].push_back(&write);
    }
    for (const Sighting& sighting : facts_->sightings) {
      times_[&sighting] = reckoned_time(sighting);
    }
    join();
    std::map<RecordId, std::vector<const Sighting*>> seen;
    for (const Sighting& sighting : facts_->sightings) {
      seen[followed_.root_of(sighting.record)].push_back(&sighting);
    }
    for (auto& [record, sightings] : seen) {
      followed_.versions[record] = versions_of(sightings);
    }
    settle_creates();
    settle_updates();
    return std::move(followed_);
  }

 private:
  /// A write that was done and whose answer shows no record has made a version all the same.
  void answer_writes() {
    std::set<std::size_t> answered;
    for (const Sighting& sighting : facts_->sightings) {
      if (sighting.write) {
        answered.insert(*sighting.write);
      }
    }
    for (std::size_t number = 0; number < facts_->writes.size(); ++number) {
      const Write& write = facts_->writes[number];
      if (write.fate != Fate::done || write.kind == Write::Kind::remove ||
          write.record.id.empty() || answered.contains(number)) {
        continue;
      }
      Sighting sighting;
      sighting.record = write.record;
      sighting.exchange = write.exchange;
      sighting.version = recording_->exchanges[write.exchange].at;
      sighting.fields = stored(write);
      sighting.write = number;
      facts_->sightings.push_back(std::move(sighting));
    }
  }

  static Json stored(const Write& write) {
    return write.record.service == Service::hubspot ? stored_hubspot(write.fields)
                                                    : stored_google(write.fields);
  }

  void join() {
    std::map<RecordId, std::pair<Instant, Instant>> plain;  // Seen without former ids: from, to.
    std::map<RecordId, std::vector<const Sighting*>> joined;
    for (const Sighting& sighting : facts_->sightings) {
      const Instant time = time_of(sighting);
      if (!sighting.former.empty()) {
        joined[sighting.record].push_back(&sighting);
        continue;
      }
      const auto [known, is_new] = plain.try_emplace(sighting.record, time, time);
      known->second = {std::min(known->second.first, time), std::max(known->second.second, time)};
    }
    for (const auto& [record, sightings] : joined) {
      const Sighting& first = **std::ranges::min_element(sightings, {}, [&](const Sighting* one) {
        return std::tuple(time_of(*one), one->exchange);
      });
      std::vector<RecordId> known;
      for (const std::string& id : first.former) {
        const RecordId former{record.service, id};
        if (former != record && plain.contains(former) &&
            std::ranges::find(known, former) == known.end()) {
          known.push_back(former);
        }
      }
      if (known.empty()) {
        continue;
      }
      std::size_t pass = passes_->count();
      for (const Sighting* const sighting : sightings) {
        pass = std::min(pass, passes_->of(sighting->exchange));
      }
      const bool was_there = plain.contains(record) && plain.at(record).first < time_of(first);
      Joining joining{record, known.front(), time_of(first), pass};
      if (!was_there) {
        // The record goes on under a new id: as the one whose values it has.
        std::ranges::sort(known, std::greater<>(),
                          [&](const RecordId& id) { return likeness(id, first.fields); });
        joining.survivor = known.front();
        joining.other = known.size() > 1 ? std::optional(known[1]) : std::nullopt;
        followed_.aliases[record] = known.front();
      }
      followed_.joinings.push_back(joining);
    }
  }

  /// How far the newest sight of a record is these fields: a merge keeps what the survivor had, and
  /// takes from the other what that lacked.
  std::tuple<std::ptrdiff_t, std::ptrdiff_t, RecordId> likeness(const RecordId& record,
                                                                const Json& fields) const {
    const Sighting* newest = nullptr;
    for (const Sighting& sighting : facts_->sightings) {
      if (sighting.record == record &&
          (newest == nullptr || time_of(*newest) < time_of(sighting))) {
        newest = &sighting;
      }
    }
    std::ptrdiff_t like = 0;
    std::ptrdiff_t unlike = 0;
    if (newest != nullptr) {
      for (const auto& [name, value] : newest->fields.items()) {
        if (value != "" && fields.contains(name)) {
          ++(fields.at(name) == value ? like : unlike);
        }
      }
    }
    return {-unlike, like, record};
  }

  [[nodiscard]] Instant time_of(const Sighting& sighting) const { return times_.at(&sighting); }

  /// The service's own time. Without one: of the write that it shows, or just before the pass.
  [[nodiscard]] Instant reckoned_time(const Sighting& sighting) const {
    if (sighting.version) {
      return *sighting.version;
    }
    const std::size_t pass = passes_->of(sighting.exchange);
    std::optional<Instant> written;
    const auto writes = writes_of_.find(sighting.record);
    if (writes != writes_of_.end()) {
      for (const Write* const write : writes->second) {
        if (passes_->of(write->exchange) == pass && write->fate != Fate::refused &&
            agree(write->fields, sighting.fields)) {
          written = recording_->exchanges[write->exchange].at;
        }
      }
    }
    return written.value_or(passes_->begin_time(pass) - Duration(1));
  }

  std::vector<Version> versions_of(std::vector<const Sighting*>& sightings) const {
    // Content orders what one instant leaves open, so that the order of reads does not.
    std::ranges::sort(sightings, {}, [&](const Sighting* one) {
      return std::tuple(time_of(*one), !one->write, passes_->of(one->exchange), one->fields.dump());
    });
    std::vector<Version> versions;
    for (const Sighting* const one : sightings) {
      const bool is_same = !versions.empty() && versions.back().time == time_of(*one) &&
                           (!one->write || versions.back().write == one->write) &&
                           agree(versions.back().fields, one->fields) &&
                           agree(versions.back().place, one->place);
      if (!is_same) {
        versions.push_back({time_of(*one), Json::object(), {}, {}, {}, {}, one->exchange});
      }
      Version& version = versions.back();
      version.first_shown = std::min(version.first_shown, one->exchange);
      version.fields.update(one->fields);
      add_to(version.place, one->place);
      version.created = one->created ? one->created : version.created;
      version.write = one->write ? one->write : version.write;
      version.passes.insert(passes_->of(one->exchange));
    }
    return versions;
  }

  [[nodiscard]] bool may_be_of(const Version& version, const Write& write) const {
    return !version.write && version.time + kClockSkew >= recording_->exchanges[write.exchange].at;
  }

  /// Records that came into being as a create without an answer asked for.
  void settle_creates() {
    for (std::size_t number = 0; number < facts_->writes.size(); ++number) {
      Write& write = facts_->writes[number];
      if (write.kind != Write::Kind::create || write.fate != Fate::unknown) {
        continue;
      }
      const Json expected = stored(write);
      for (auto& [record, versions] : followed_.versions) {
        Version& first = versions.front();
        if (record.service == write.record.service && may_be_of(first, write) &&
            is_shown(expected, first.fields)) {
          first.write = number;
          write.record = record;
          write.fate = Fate::done;
          break;
        }
      }
    }
  }

  void settle_updates() {
    for (std::size_t number = 0; number < facts_->writes.size(); ++number) {
      Write& write = facts_->writes[number];
      const auto found = followed_.versions.find(followed_.root_of(write.record));
      if (write.kind != Write::Kind::update || write.fate != Fate::unknown ||
          found == followed_.versions.end()) {
        continue;
      }
      const Json expected = stored(write);
      for (std::size_t at = 1; at < found->second.size(); ++at) {
        Version& version = found->second[at];
        const Version& before = found->second[at - 1];
        const bool is_new = std::ranges::any_of(expected.items(), [&](const auto& member) {
          return !before.fields.contains(member.key()) ||
                 before.fields.at(member.key()) != member.value();
        });
        if (may_be_of(version, write) && is_new && is_shown(expected, version.fields)) {
          version.write = number;
          write.fate = Fate::done;
          break;
        }
      }
    }
  }

  static bool is_shown(const Json& expected, const Json& fields) {
    bool any = false;
    for (const auto& [name, value] : expected.items()) {
      if (fields.contains(name)) {
        any = true;
        if (fields.at(name) != value) {
          return false;
        }
      }
    }
    return any;
  }

  const Recording* recording_;
  Facts* facts_;
  const Passes* passes_;
  Followed followed_;
  std::map<RecordId, std::vector<const Write*>> writes_of_;
  std::unordered_map<const Sighting*, Instant> times_;
};

}  // namespace

RecordId Followed::root_of(const RecordId& record) const {
  const auto alias = aliases.find(record);
  return alias == aliases.end() ? record : alias->second;
}

Followed follow(const Recording& recording, Facts& facts, const Passes& passes) {
  return Follower(recording, facts, passes).follow();
}

}  // namespace lockstep::scenario::lifting
