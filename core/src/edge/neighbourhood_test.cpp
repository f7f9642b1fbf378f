#include "neighbourhood.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <tuple>
#include <utility>

#include "lockstep/base/random.h"

namespace lockstep {
namespace {

/// A state with few emails, ids and former ids, so that records hang together in many ways.
class Crowd {
 public:
  Crowd(SyncState& state, std::uint64_t seed) : state_(state), random_(seed) {
    for (std::uint64_t count = any(14); count > 0; --count) {
      add_record();
    }
    for (std::uint64_t count = any(5); count > 0; --count) {
      add_pair();
    }
  }

 private:
  std::uint64_t any(std::uint64_t bound) { return random_.below(bound); }

  std::string any_id(Side side) {
    const std::string number = std::to_string(any(8));
    return side == Side::hubspot ? number : (any(4) == 0 ? "otherContacts/c" : "people/c") + number;
  }

  void add_record() {
    const Side side = any(2) == 0 ? Side::hubspot : Side::google;
    MatchRecord match;
    match.id = any_id(side);
    for (std::uint64_t count = any(3); count > 0; --count) {
      match.emails.push_back(std::string(1, static_cast<char>('a' + any(6))) + "@example.com");
    }
    if (any(4) == 0) {
      match.former_ids.push_back(any_id(side));
    }
    if (any(2) == 0) {
      match.values["firstname"] = any(2) == 0 ? "ann" : "bob";
    }
    match.other_contact = match.id.starts_with("otherContacts/");
    match.creates = any(4) != 0;
    match.excluded = match.creates ? Reason::none : Reason::no_email;
    Record& record = state_.touch_record(side, match.id);
    record.match = any(8) == 0 ? "" : to_text(match);
    record.presence = any(5) == 0 ? Presence::gone : Presence::live;
  }

  void add_pair() {
    Link link;
    link.hubspot_id = any_id(Side::hubspot);
    link.google_id = any_id(Side::google);
    link.hubspot_gone = any(4) == 0;
    link.google_gone = any(4) == 0;
    if (state_.find_pair(Side::hubspot, link.hubspot_id) == nullptr &&
        state_.find_pair(Side::google, link.google_id) == nullptr) {
      state_.put_pair(std::move(link));
    }
  }

  SyncState& state_;
  Random random_;
};

Neighbourhood everything(SyncState& state) {
  Neighbourhood all;
  for (const Side side : {Side::hubspot, Side::google}) {
    for (const std::string& id : state.record_ids(side)) {
      all.records.insert({side, id});
    }
  }
  for (int number = 0; number < 8; ++number) {
    if (state.find_pair(Side::hubspot, std::to_string(number)) != nullptr) {
      all.pairs.insert(std::to_string(number));
    }
  }
  return all;
}

/// What matching says of the records and pairs of `among`, in words.
std::vector<std::string> verdicts(SyncState& state, const Neighbourhood& matched,
                                  const Neighbourhood& among) {
  const MatchInput input = match_input(state, matched);
  const MatchResult result = match(input);
  std::vector<std::string> words;
  for (const LinkChange& change : result.links) {
    const Link& link = input.links.at(change.link);
    if (among.pairs.contains(link.hubspot_id)) {
      words.push_back("link " + link.hubspot_id + " becomes " + change.hubspot_id + " " +
                      change.google_id + (change.hubspot_gone ? " -" : " +") +
                      (change.google_gone ? "-" : "+") + (change.replaced ? " replaced" : ""));
    }
  }
  for (const Pairing& pairing : result.pairings) {
    if (among.records.contains({Side::hubspot, pairing.hubspot_id})) {
      words.push_back("pair " + pairing.hubspot_id + " " + pairing.google_id);
    }
  }
  for (const Creation& creation : result.creations) {
    if (among.records.contains({creation.source, creation.id})) {
      words.push_back("create " + creation.id);
    }
  }
  for (const Unpaired& unpaired : result.unpaired) {
    if (among.records.contains({unpaired.side, unpaired.id})) {
      words.push_back("leave " + unpaired.id + " " + std::string(to_string(unpaired.reason)));
    }
  }
  return words;
}

TEST(Neighbourhood, OfAnyRecordIsMatchedAsItIsMatchedAmongAll) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() /
      ("lockstep-neighbourhood-" + std::to_string(::getpid()) + ".sqlite");
  std::size_t smaller = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::filesystem::remove(file);
    std::filesystem::remove(file.string() + "-wal");
    SyncState state = std::move(*SyncState::open(file));
    const Crowd crowd(state, seed);
    const Neighbourhood all = everything(state);
    for (const RecordKey& start : all.records) {
      const Neighbourhood near = neighbourhood_of(state, {start});
      EXPECT_TRUE(near.records.contains(start));
      smaller += near.records.size() < all.records.size() ? 1U : 0U;
      ASSERT_EQ(verdicts(state, near, near), verdicts(state, all, near))
          << "seed " << seed << ", from " << start.id;
    }
  }
  EXPECT_GT(smaller, 500U) << "else this test says nothing";
  std::filesystem::remove(file);
  std::filesystem::remove(file.string() + "-wal");
}

}  // namespace
}  // namespace lockstep
