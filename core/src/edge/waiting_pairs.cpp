#include "waiting_pairs.h"

#include <algorithm>
#include <utility>

#include "journal.h"
#include "pair_plans.h"

namespace lockstep {

void recover_journal(Pass& pass, const std::string& hubspot_id) {
  Pair& pair = pass.state.touch_pair(hubspot_id);
  const auto contact = stored_contact(pass, hubspot_id);
  const auto person = stored_person(pass, pair.link.google_id);
  if (contact && person) {
    if (std::optional<Link> link = recovered_link(pair.journal, &*contact, &*person)) {
      link->hubspot_id = pair.link.hubspot_id;
      link->google_id = pair.link.google_id;
      pair.link = std::move(*link);
    }
  }
  pair.journal.clear();
}

std::vector<std::string> pairs_to_look_at(Pass& pass) {
  std::vector<std::string> waiting = pass.state.waiting_pairs();
  if (!pass.missing_people.empty()) {
    std::erase_if(waiting, [&](const std::string& id) {
      const Pair* const pair = pass.state.find_pair(Side::hubspot, id);
      return pair != nullptr && pass.missing_people.contains(pair->link.google_id);
    });
  }
  if (pass.probe && pass.probe->side == Side::hubspot &&
      pass.state.find_pair(Side::hubspot, pass.probe->id) != nullptr) {
    const auto place = std::ranges::lower_bound(waiting, pass.probe->id);
    if (place == waiting.end() || *place != pass.probe->id) {
      waiting.insert(place, pass.probe->id);
    }
  }
  return waiting;
}

std::optional<PairPlan> plan_waiting(Pass& pass, const std::string& hubspot_id) {
  const Pair* const pair = pass.state.find_pair(Side::hubspot, hubspot_id);
  if (pair == nullptr || pair->link.hubspot_gone || pair->link.google_gone ||
      !is_live(pass, Side::hubspot, hubspot_id) ||
      !is_live(pass, Side::google, pair->link.google_id) || is_unreadable(pass, pair->link)) {
    return std::nullopt;
  }
  if (!pair->journal.empty()) {
    recover_journal(pass, hubspot_id);
  }
  return plan_stored(pass, *pair);
}

}  // namespace lockstep
