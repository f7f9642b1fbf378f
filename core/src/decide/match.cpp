#include "lockstep/core/match.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "link_resolution.h"

namespace lockstep {
namespace {

using Records = std::vector<MatchRecord>;

/// Two unpaired records that share an email, and how well they fit: the lower, the better.
struct Candidate {
  int email_rank;  ///< 0: the mapped email of both; 1: a secondary one of one of them; 2: of both.
  bool other_contact;
  std::size_t disagreement;
  std::size_t hubspot;
  std::size_t google;
};

std::size_t disagreement_of(const MatchRecord& one, const MatchRecord& other) {
  std::size_t agreeing = 0;
  for (const auto& [field, value] : one.values) {
    const auto found = other.values.find(field);
    if (found != other.values.end() && found->second == value) {
      ++agreeing;
    }
  }
  return std::max(one.values.size(), other.values.size()) - agreeing;
}

/// The order among records of one side that nothing else tells apart: more values first, then by
/// what they hold, and only at last by id, which a rebuilt account would deal out anew (MRG-12).
bool comes_first(const MatchRecord& one, const MatchRecord& other) {
  const std::size_t one_size = one.values.size();
  const std::size_t other_size = other.values.size();
  return std::forward_as_tuple(one.other_contact, other_size, one.values, one.emails, one.id.size(),
                               one.id) < std::forward_as_tuple(other.other_contact, one_size,
                                                               other.values, other.emails,
                                                               other.id.size(), other.id);
}

class Matching {
 public:
  explicit Matching(const MatchInput& input)
      : input_(input),
        resolution_(resolve_links(input)),
        hubspot_(input.hubspot.size()),
        google_(input.google.size()) {
    take_linked(Side::hubspot);
    take_linked(Side::google);
    order_of(Side::hubspot);
    order_of(Side::google);
  }

  MatchResult run() {
    pair_all();
    report_links();
    create_or_leave(Side::hubspot);
    create_or_leave(Side::google);
    std::ranges::sort(result_.pairings, {}, &Pairing::hubspot_id);
    const auto by_side_and_id = [](const auto& side, const auto& record) {
      return std::tuple(side, record);
    };
    std::ranges::sort(result_.creations, {}, [&](const Creation& creation) {
      return by_side_and_id(creation.source, creation.id);
    });
    std::ranges::sort(result_.unpaired, {}, [&](const Unpaired& record) {
      return by_side_and_id(record.side, record.id);
    });
    return std::move(result_);
  }

 private:
  /// Where a record stands while matching goes on.
  struct Place {
    std::optional<std::size_t> link;  ///< It belongs to this link …
    bool survivor = false;            ///< … whose other record is gone.
    bool paired = false;              ///< It found a partner in this run.
    std::size_t order = 0;            ///< By comes_first.

    [[nodiscard]] bool available() const { return !paired && (!link || survivor); }
  };

  [[nodiscard]] const Records& records(Side side) const {
    return side == Side::hubspot ? input_.hubspot : input_.google;
  }
  [[nodiscard]] std::vector<Place>& places(Side side) {
    return side == Side::hubspot ? hubspot_ : google_;
  }

  void take_linked(Side side) {
    for (std::size_t at = 0; at < resolution_.size(); ++at) {
      const LinkResolution& link = resolution_[at];
      const auto record = side == Side::hubspot ? link.hubspot : link.google;
      if (record) {
        Place& place = places(side)[*record];
        place.link = at;
        place.survivor = side == Side::hubspot ? link.change.google_gone : link.change.hubspot_gone;
      }
    }
  }

  void order_of(Side side) {
    std::vector<std::size_t> order(records(side).size());
    for (std::size_t at = 0; at < order.size(); ++at) {
      order[at] = at;
    }
    std::ranges::sort(order, [&](std::size_t one, std::size_t other) {
      return comes_first(records(side)[one], records(side)[other]);
    });
    for (std::size_t at = 0; at < order.size(); ++at) {
      places(side)[order[at]].order = at;
    }
  }

  [[nodiscard]] std::vector<Candidate> candidates() const {
    std::map<std::string_view, std::vector<std::pair<std::size_t, int>>> by_email;
    for (std::size_t at = 0; at < input_.hubspot.size(); ++at) {
      const Records& hubspot = input_.hubspot;
      for (std::size_t email = 0; hubspot_[at].available() && email < hubspot[at].emails.size();
           ++email) {
        by_email[hubspot[at].emails[email]].emplace_back(at, email == 0 ? 0 : 1);
      }
    }
    std::vector<Candidate> found;
    for (std::size_t at = 0; at < input_.google.size(); ++at) {
      const MatchRecord& google = input_.google[at];
      for (std::size_t email = 0; google_[at].available() && email < google.emails.size();
           ++email) {
        const auto holders = by_email.find(google.emails[email]);
        if (holders == by_email.end()) {
          continue;
        }
        for (const auto& [hubspot, rank] : holders->second) {
          found.push_back({rank + (email == 0 ? 0 : 1), google.other_contact,
                           disagreement_of(input_.hubspot[hubspot], google), hubspot, at});
        }
      }
    }
    std::ranges::sort(found, {}, [this](const Candidate& candidate) {
      return std::tuple(candidate.email_rank, candidate.other_contact, candidate.disagreement,
                        hubspot_[candidate.hubspot].order, google_[candidate.google].order);
    });
    return found;
  }

  void pair_all() {
    for (const Candidate& candidate : candidates()) {
      Place& hubspot = hubspot_[candidate.hubspot];
      Place& google = google_[candidate.google];
      if (!hubspot.available() || !google.available()) {
        continue;
      }
      const bool replaces = hubspot.survivor || google.survivor;
      for (Place* const place : {&hubspot, &google}) {
        place->paired = true;
        if (place->link) {
          resolution_[*place->link].change.replaced = true;
          resolution_[*place->link].change.rule = "DEL-5"_rule;
        }
      }
      const RuleId rule = replaces                    ? "DEL-5"_rule
                          : candidate.email_rank == 0 ? "MAT-1"_rule
                                                      : "MAT-4"_rule;
      result_.pairings.push_back(
          {input_.hubspot[candidate.hubspot].id, input_.google[candidate.google].id, rule});
    }
  }

  void report_links() {
    for (const LinkResolution& link : resolution_) {
      const Link& before = input_.links[link.change.link];
      const LinkChange& now = link.change;
      if (now.replaced || now.hubspot_id != before.hubspot_id ||
          now.google_id != before.google_id || now.hubspot_gone != before.hubspot_gone ||
          now.google_gone != before.google_gone) {
        result_.links.push_back(now);
      }
    }
  }

  /// What is left on a side: the first with an email that the target lacks is created (MAT-7), the
  /// others with it are duplicates (MAT-5).
  void create_or_leave(Side side) {
    std::set<std::string_view> taken;
    for (const MatchRecord& record : records(opposite(side))) {
      taken.insert(record.emails.begin(), record.emails.end());
    }
    std::vector<std::size_t> order(records(side).size());
    for (std::size_t at = 0; at < order.size(); ++at) {
      order[places(side)[at].order] = at;
    }
    for (const std::size_t at : order) {
      const Place& place = places(side)[at];
      const MatchRecord& record = records(side)[at];
      if (place.link || place.paired) {
        continue;
      }
      if (!record.creates) {
        result_.unpaired.push_back({side, record.id, record.excluded, "SCO-5"_rule});
      } else if (!record.emails.empty() && !taken.insert(record.emails.front()).second) {
        result_.unpaired.push_back({side, record.id, Reason::duplicate_record,
                                    side == Side::google ? "MAT-5"_rule : "MAT-7"_rule});
      } else {
        result_.creations.push_back({side, record.id, "DIR-1"_rule});
      }
    }
  }

  const MatchInput& input_;
  std::vector<LinkResolution> resolution_;
  std::vector<Place> hubspot_;
  std::vector<Place> google_;
  MatchResult result_;
};

}  // namespace

MatchResult match(const MatchInput& input) { return Matching(input).run(); }

}  // namespace lockstep
