#include "link_resolution.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "lockstep/core/mapping.h"
#include "lockstep/core/normalize.h"

namespace lockstep {
namespace {

/// HubSpot ids are compared whole, Google's without the folder (G42).
std::string_view key_of(Side side, std::string_view id) {
  return side == Side::hubspot ? id : google_key(id);
}

/// Records of one side by the ids that they have and had.
struct RecordsById {
  std::map<std::string_view, std::size_t> now;
  std::map<std::string_view, std::size_t> former;

  [[nodiscard]] std::optional<std::size_t> find(std::string_view id, bool by_former) const {
    const auto& ids = by_former ? former : now;
    const auto found = ids.find(id);
    return found == ids.end() ? std::nullopt : std::optional(found->second);
  }
};

RecordsById index(Side side, const std::vector<MatchRecord>& records) {
  RecordsById ids;
  for (std::size_t at = 0; at < records.size(); ++at) {
    ids.now.emplace(key_of(side, records[at].id), at);
    for (const std::string& former : records[at].former_ids) {
      ids.former.emplace(key_of(side, former), at);
    }
  }
  return ids;
}

std::set<std::string_view> keys_of(Side side, const std::set<std::string>& ids) {
  std::set<std::string_view> keys;
  for (const std::string& id : ids) {
    keys.insert(key_of(side, id));
  }
  return keys;
}

/// One side of all links. The two sides are resolved one after the other, by the same steps.
struct SideOfLinks {
  Side side;
  const std::vector<MatchRecord>& records;
  const std::set<std::string>& deleted;
  std::string LinkChange::*id;
  bool LinkChange::*gone;
  std::optional<std::size_t> LinkResolution::*record;
};

std::string base_email(const Link& link, Side side) {
  const auto base = link.base.find("email");
  if (base == link.base.end()) {
    return {};
  }
  const FieldValue& email = side == Side::hubspot ? base->second.hubspot : base->second.google;
  return email.empty() ? std::string() : normal_email(email.parts.front());
}

/// A link that claims a record by an id that the record has or had.
struct Claim {
  std::size_t link;
  std::size_t record;
  bool by_former_id;
  bool partner_gone;
  bool lost_email;
};

std::vector<Claim> claims_of(const MatchInput& input, const SideOfLinks& side) {
  const RecordsById ids = index(side.side, side.records);
  std::vector<Claim> claims;
  for (std::size_t at = 0; at < input.links.size(); ++at) {
    const Link& link = input.links[at];
    const std::string_view id =
        key_of(side.side, side.side == Side::hubspot ? link.hubspot_id : link.google_id);
    for (const bool by_former : {false, true}) {
      if (const auto record = ids.find(id, by_former)) {
        const auto& emails = side.records[*record].emails;
        claims.push_back({at, *record, by_former,
                          side.side == Side::hubspot ? link.google_gone : link.hubspot_gone,
                          emails.empty() || emails.front() != base_email(link, side.side)});
        break;
      }
    }
  }
  std::ranges::sort(claims, [&](const Claim& one, const Claim& other) {
    const auto key = [&](const Claim& claim) {
      const Link& link = input.links[claim.link];
      return std::tuple<std::size_t, bool, bool, bool, std::size_t, std::string_view,
                        std::string_view>(claim.record, claim.by_former_id, claim.partner_gone,
                                          claim.lost_email, link.hubspot_id.size(), link.hubspot_id,
                                          link.google_id);
    };
    return key(one) < key(other);
  });
  return claims;
}

void bind(const Claim& claim, const SideOfLinks& side, LinkResolution& link) {
  const MatchRecord& record = side.records[claim.record];
  LinkChange& change = link.change;
  if (change.*side.gone) {
    change.rule = "DEL-4"_rule;
  } else if (change.*side.id != record.id) {
    change.rule = "DEL-6"_rule;
  }
  change.*side.gone = false;
  change.*side.id = record.id;
  link.*side.record = claim.record;
}

void resolve(const MatchInput& input, const SideOfLinks& side, std::vector<LinkResolution>& links) {
  std::vector<bool> taken(side.records.size(), false);
  std::vector<bool> settled(links.size(), false);
  for (const Claim& claim : claims_of(input, side)) {
    LinkChange& change = links[claim.link].change;
    settled[claim.link] = true;
    if (!taken[claim.record]) {
      taken[claim.record] = true;
      bind(claim, side, links[claim.link]);
    } else if (!(change.*side.gone)) {
      change.*side.gone = true;
      change.rule = "DEL-6"_rule;
    }
  }
  const std::set<std::string_view> deleted = keys_of(side.side, side.deleted);
  for (std::size_t at = 0; at < links.size(); ++at) {
    LinkChange& change = links[at].change;
    if (!settled[at] && !(change.*side.gone) &&
        deleted.contains(key_of(side.side, change.*side.id))) {
      change.*side.gone = true;
      change.rule = "DEL-2"_rule;
    }
  }
}

}  // namespace

std::vector<LinkResolution> resolve_links(const MatchInput& input) {
  std::vector<LinkResolution> links;
  for (std::size_t at = 0; at < input.links.size(); ++at) {
    const Link& link = input.links[at];
    links.push_back({{at, link.hubspot_id, link.google_id, link.hubspot_gone, link.google_gone,
                      false, "MAT-3"_rule},
                     std::nullopt,
                     std::nullopt});
  }
  resolve(input,
          {Side::hubspot, input.hubspot, input.hubspot_deleted, &LinkChange::hubspot_id,
           &LinkChange::hubspot_gone, &LinkResolution::hubspot},
          links);
  resolve(input,
          {Side::google, input.google, input.google_deleted, &LinkChange::google_id,
           &LinkChange::google_gone, &LinkResolution::google},
          links);
  return links;
}

}  // namespace lockstep
