/// Which mutating requests are on their way at one time: Google wants those of one user one after
/// the other (G19).

#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace lockstep::sim {

/// Has a mutex of its own: a request counts from its arrival on, which is before it holds the
/// world's.
class MutationsUnderWay {
 public:
  /// Under way until it is destroyed.
  class Ticket {
   public:
    Ticket(std::shared_ptr<MutationsUnderWay> all, std::string credential);
    ~Ticket();
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;

    /// The credentials of the mutations that were under way when this one arrived. Their answers
    /// had not been given, so that whoever sent this one did not wait for them.
    [[nodiscard]] const std::vector<std::string>& others() const noexcept { return others_; }

   private:
    std::shared_ptr<MutationsUnderWay> all_;
    std::list<std::string>::iterator place_;
    std::vector<std::string> others_;
  };

  [[nodiscard]] std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::list<std::string> credentials_;
};

}  // namespace lockstep::sim
