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

/// Whose step it is; nullopt for one that is everybody's.
std::optional<std::size_t> person_of(const Step& step) {
  if (const auto* const edit = std::get_if<Edit>(&step)) {
    return edit->person;
  }
  if (const auto* const during = std::get_if<EditDuring>(&step)) {
    return during->edit.person;
  }
  if (const auto* const add = std::get_if<Add>(&step)) {
    return add->person;
  }
  if (const auto* const remove = std::get_if<Remove>(&step)) {
    return remove->person;
  }
  if (const auto* const restore = std::get_if<Restore>(&step)) {
    return restore->person;
  }
  return std::nullopt;
}

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

Draft sifted(Draft draft, Sieve& sieve) {
  std::erase_if(draft.faults, [&](const Fault& /*fault*/) { return !sieve.keeps(); });
  draft.steps = sifted(std::move(draft.steps), sieve);
  for (std::size_t number = 0; number < draft.people.size(); ++number) {
    if (!sieve.keeps()) {
      draft.people[number] = {};
      std::erase_if(draft.steps, [&](const Step& step) { return person_of(step) == number; });
    }
  }
  for (Person& person : draft.people) {
    for (std::optional<Values>* const values : {&person.hubspot, &person.google}) {
      for (const Field field : kFields) {
        if (!sieve.keeps() && *values) {
          (*values)->erase(field);
        }
      }
      if (!sieve.keeps()) {
        values->reset();
      }
    }
  }
  draft.search_lag = sieve.keeps() ? draft.search_lag : Duration(0);
  draft.propagation_delay = sieve.keeps() ? draft.propagation_delay : Duration(0);
  draft.has_extras = sieve.keeps() && draft.has_extras;
  return draft;
}

struct Shape {
  std::string operator()(const Sync& /*sync*/) const { return "sync"; }
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
  std::string shape = draft.direction == Direction::two_way     ? "two-way"
                      : draft.direction == Direction::to_google ? "to-google"
                                                                : "to-hubspot";
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
