/// One authorised call of a method, on its way through a handler.

#pragma once

#include <string>

#include "lockstep/base/http.h"
#include "lockstep/sim/route.h"

#include "google/address_book.h"
#include "google/answer_text.h"
#include "google/checked.h"
#include "google/errors.h"
#include "google/parameters.h"

namespace lockstep::sim::google {

/// The body of a success, or the error.
using Answer = Checked<AnswerText>;

struct Call {
  GoogleState& state;
  Account& account;
  const Request& request;
  const PathCaptures& captures;
  Parameters parameters;
  bool pretty;  ///< The answer goes out laid out.
  Instant now;
  Instant read_at;  ///< What get shows: `now`, or earlier for a stale read (G72).
  Instant list_at;  ///< What lists show: also delayed by the propagation (G87).
};

}  // namespace lockstep::sim::google
