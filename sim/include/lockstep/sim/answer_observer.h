/// The seam for whoever wants to see every answer that a fake gives, before any fault.

#pragma once

#include "lockstep/base/http.h"
#include "lockstep/sim/service.h"

namespace lockstep::sim {

/// Shared by a world and the worlds that are forked from it.
class AnswerObserver {
 public:
  AnswerObserver() = default;
  AnswerObserver(const AnswerObserver&) = delete;
  AnswerObserver& operator=(const AnswerObserver&) = delete;
  virtual ~AnswerObserver() = default;

  /// Called with the lock of a world held; of several worlds at once from several threads.
  virtual void answered(Service service, const Request& request, const Response& response) = 0;
};

}  // namespace lockstep::sim
