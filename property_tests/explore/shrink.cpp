#include "shrink.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "model.h"

namespace lockstep::explore {
namespace {

using Parts = std::vector<std::size_t>;

Parts without(const Parts& parts, std::size_t begin, std::size_t end) {
  Parts rest(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(begin));
  rest.insert(rest.end(), parts.begin() + static_cast<std::ptrdiff_t>(end), parts.end());
  return rest;
}

/// Whether a step is about the person; those of everybody are about nobody.
class Concerns {
 public:
  explicit Concerns(std::size_t person) : person_(person) {}

  bool operator()(const Edit& edit) const { return edit.person == person_; }
  bool operator()(const EditDuring& during) const { return during.edit.person == person_; }
  bool operator()(const Add& add) const { return add.person == person_; }
  bool operator()(const Remove& remove) const { return remove.person == person_; }
  bool operator()(const Restore& restore) const { return restore.person == person_; }
  bool operator()(const Merge& merge) const {
    return merge.person == person_ || merge.other == person_;
  }
  bool operator()(const Rename& rename) const { return rename.person == person_; }
  bool operator()(const Enlist& enlist) const { return enlist.person == person_; }
  bool operator()(const Star& star) const { return star.person == person_; }
  bool operator()(const Sync& /*sync*/) const { return false; }
  bool operator()(const Settle& /*settle*/) const { return false; }
  bool operator()(const Wait& /*wait*/) const { return false; }
  bool operator()(const EmptyTrash& /*empty*/) const { return false; }
  bool operator()(const ChangeSettings& /*change*/) const { return false; }
  bool operator()(const LoseState& /*lost*/) const { return false; }

 private:
  std::size_t person_;
};

/// Asked for each part of a draft in one fixed order, whatever was left out before it.
class Sieve {
 public:
  explicit Sieve(const Parts& kept) : kept_(&kept) {}

  bool keeps() {
    const bool is_kept = at_ < kept_->size() && (*kept_)[at_] == count_;
    at_ += is_kept ? 1 : 0;
    ++count_;
    return is_kept;
  }
  [[nodiscard]] std::size_t count() const noexcept { return count_; }

 private:
  const Parts* kept_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
};

/// Without a part of its own, a Sync has one pass.
std::vector<Step> sifted(std::vector<Step> all, Sieve& sieve) {
  std::vector<Step> steps;
  for (Step& step : all) {
    const bool is_kept = sieve.keeps();
    const bool is_whole = sieve.keeps();
    if (auto* const sync = std::get_if<Sync>(&step); sync != nullptr && !is_whole) {
      sync->passes = 1;
    }
    if (is_kept) {
      steps.push_back(std::move(step));
    }
  }
  return steps;
}

Settings sifted(Settings settings, Sieve& sieve) {
  settings.lists = sieve.keeps() && settings.lists;
  settings.stars = sieve.keeps() && settings.stars;
  return settings;
}

void sift_values(std::optional<Values>& values, Sieve& sieve) {
  for (const Field field : kFields) {
    if (!sieve.keeps() && values) {
      values->erase(field);
    }
  }
  if (!sieve.keeps()) {
    values.reset();
  }
}

Draft sifted(Draft draft, Sieve& sieve) {
  std::erase_if(draft.faults, [&](const Fault& /*fault*/) { return !sieve.keeps(); });
  draft.steps = sifted(std::move(draft.steps), sieve);
  for (std::size_t number = 0; number < draft.people.size(); ++number) {
    if (!sieve.keeps()) {
      draft.people[number] = {};
      std::erase_if(draft.steps,
                    [&](const Step& step) { return std::visit(Concerns(number), step); });
    }
  }
  for (Person& person : draft.people) {
    sift_values(person.hubspot, sieve);
    sift_values(person.google, sieve);
    person.is_listed = sieve.keeps() && person.is_listed;
    person.is_starred = sieve.keeps() && person.is_starred;
  }
  draft.settings = sifted(draft.settings, sieve);
  draft.search_lag = sieve.keeps() ? draft.search_lag : Duration(0);
  draft.propagation_delay = sieve.keeps() ? draft.propagation_delay : Duration(0);
  draft.has_quotas = sieve.keeps() && draft.has_quotas;
  draft.google_contacts_max = sieve.keeps() ? draft.google_contacts_max : std::nullopt;
  draft.has_extras = sieve.keeps() && draft.has_extras;
  return draft;
}

std::string text_of(const Settings& settings) {
  std::string text = settings.direction == Direction::two_way      ? "two-way"
                     : settings.direction == Direction::to_google  ? "to-google"
                     : settings.direction == Direction::to_hubspot ? "to-hubspot"
                                                                   : "none";
  text += settings.lists ? "+list" : "";
  text += settings.stars ? "+star" : "";
  return settings.enabled ? text : text + "+off";
}

struct Shape {
  std::string operator()(const Sync& /*sync*/) const { return "sync"; }
  std::string operator()(const Settle& /*settle*/) const { return "settle"; }
  std::string operator()(const Wait& /*wait*/) const { return "wait"; }
  std::string operator()(const Edit& edit) const {
    return (edit.value.empty() ? "clear:" : "edit:") + std::string(to_string(edit.side));
  }
  std::string operator()(const EditDuring& during) const {
    return "late-" + (*this)(during.edit) + ":" + during.operation;
  }
  std::string operator()(const Add& add) const { return "add:" + std::string(to_string(add.side)); }
  std::string operator()(const Remove& remove) const {
    return "remove:" + std::string(to_string(remove.side));
  }
  std::string operator()(const Restore& restore) const {
    return "restore:" + std::string(to_string(restore.side));
  }
  std::string operator()(const EmptyTrash& /*empty*/) const { return "empty-trash"; }
  std::string operator()(const Merge& merge) const {
    return "merge:" + std::string(to_string(merge.side));
  }
  std::string operator()(const Rename& /*rename*/) const { return "rename"; }
  std::string operator()(const Enlist& enlist) const {
    return enlist.is_listed ? "enlist" : "delist";
  }
  std::string operator()(const Star& star) const { return star.is_starred ? "star" : "unstar"; }
  std::string operator()(const ChangeSettings& change) const {
    return "settings:" + text_of(change.settings);
  }
  std::string operator()(const LoseState& /*lost*/) const { return "lose-state"; }
};

}  // namespace

std::vector<std::size_t> minimal_parts(std::size_t count,
                                       const std::function<bool(const Parts&)>& fails) {
  Parts parts(count);
  std::iota(parts.begin(), parts.end(), std::size_t{0});
  for (std::size_t size = std::max<std::size_t>(1, count / 2);;) {
    bool shrank = false;
    for (std::size_t begin = 0; begin < parts.size();) {
      Parts rest = without(parts, begin, std::min(begin + size, parts.size()));
      if (fails(rest)) {
        parts = std::move(rest);
        shrank = true;
      } else {
        begin += size;
      }
    }
    if (size == 1 && !shrank) {
      return parts;
    }
    size = std::max<std::size_t>(1, size / 2);
  }
}

std::size_t part_count(const Draft& draft) {
  const Parts none;
  Sieve sieve(none);
  static_cast<void>(sifted(draft, sieve));
  return sieve.count();
}

Draft with_parts(const Draft& draft, const Parts& parts) {
  Sieve sieve(parts);
  return sifted(draft, sieve);
}

Draft shrink(const Draft& draft, const std::function<bool(const Draft&)>& fails) {
  const auto still_fails = [&](const Parts& parts) {
    const Draft smaller = with_parts(draft, parts);
    return reckon(smaller) && fails(smaller);
  };
  return with_parts(draft, minimal_parts(part_count(draft), still_fails));
}

std::string shape_of(const Draft& draft) {
  std::string shape = text_of(draft.settings);
  for (const Fault& fault : draft.faults) {
    shape +=
        " " + fault.kind + (fault.moment.empty() ? "" : ":" + fault.moment) + ":" + fault.operation;
  }
  for (const Step& step : draft.steps) {
    shape += " " + std::visit(Shape(), step);
  }
  return shape;
}

}  // namespace lockstep::explore
