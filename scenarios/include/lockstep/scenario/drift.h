/// Where the services' recorded answers and those of the fakes differ.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "lockstep/scenario/recording.h"

namespace lockstep::scenario {

struct Drift {
  std::size_t exchange = 0;  ///< In the recording, from 1.
  sim::Service service = sim::Service::hubspot;
  std::string operation;  ///< "people.updateContact".
  std::string where;      ///< "status", "header retry-after", "body /results/0/properties/email".
  std::string recorded;   ///< As JSON, cut to 200 bytes; "nothing" where there is none.
  std::string fake;

  friend bool operator==(const Drift&, const Drift&) = default;
};

struct DriftReport {
  std::size_t compared = 0;           ///< Answers that were held against each other.
  std::vector<Drift> differences;     ///< In the order of the recording.
  std::vector<std::string> left_out;  ///< What was not compared, and why, one sentence each.
};

/// Asks the fakes what was asked of the services, in the same order and at the same times, and
/// holds their answers against the recorded ones.
///
/// The fakes begin with every record that an answer shows before a request could have made it, as
/// it was first seen, and with the owners, properties, lists, labels and recycle bin of the
/// accounts; between the requests users do what they did, as lift() understands it. Ids, etags,
/// page and sync tokens are compared by their mapping: the same value must stand for the same value
/// throughout, and requests are translated by it. Times are compared by their form. Token requests,
/// answers that nobody kept, refusals that come from limits, outages or credentials (401, 403, 429,
/// 5xx), writes without an effect, and requests that go on from before the recording are not
/// compared.
///
/// @param looked_at  Called for each exchange; may be empty.
[[nodiscard]] DriftReport find_drift(const Recording& recording,
                                     const std::function<void()>& looked_at = {});

/// One line a difference.
[[nodiscard]] std::string to_text(const DriftReport& report);
/// {"compared":…,"differences":[{…}],"left_out":[…]}
[[nodiscard]] std::string to_json(const DriftReport& report);

/// Rows for the fidelity ledger, one for each operation and place that differs, as they stand in
/// sim/src/*/fidelity_*.cpp: a person decides what the behaviour is and how it is put.
[[nodiscard]] std::string proposed_ledger(const DriftReport& report);

}  // namespace lockstep::scenario
