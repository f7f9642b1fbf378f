/// A small world with something of everything in it, made once and gone back to for each input.

#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/sim/world.h"

#include "targets.h"

namespace lockstep::fuzz {

class Sandbox {
 public:
  /// The one of this thread.
  static Sandbox& instance();

  /// Of every sandbox that is made from now on.
  static void watch_answers(std::shared_ptr<sim::AnswerObserver> observer);

  /// `text` with the world's own names for "<contact>", "<etag>" …: see sandbox.cpp. What is no
  /// such name stays as it is.
  [[nodiscard]] std::string filled_in(std::string_view text) const;

  /// The same with the credentials, "<googleToken>" …; for places only where credentials belong.
  [[nodiscard]] std::string filled_in_with_credentials(std::string_view text) const;

  /// The value behind "<name>". @pre There is one.
  [[nodiscard]] const std::string& value(std::string_view name) const;

  /// Sends the requests one after the other to the world as it was made, with the access token of
  /// the app where they have no Authorization, and as JSON where they have a body of no type. Every
  /// answer must keep the law of its service.
  ///
  /// One input of sixteen, as its bytes decide, or every one after check_everything(), must besides
  /// have the same answers when it is sent again, have changed nothing if all of it was refused,
  /// have JSON in its successes, and leave no credential in the journal that was not in the
  /// requests outside of Authorization.
  [[nodiscard]] Finding send(sim::Service service, const std::vector<Request>& requests);
  [[nodiscard]] Finding send(sim::Service service, Request request);

  /// The answers to the last send().
  [[nodiscard]] std::span<const Response> answers() const noexcept { return answers_; }

 private:
  Sandbox();
  using Values = std::map<std::string, std::string, std::less<>>;

  void fill_google();
  void fill_hubspot();
  void learn_tokens();
  void go_back(sim::Service service);
  [[nodiscard]] Response exchange(sim::Service service, const Request& request);
  [[nodiscard]] Response read_everything(sim::Service service);
  [[nodiscard]] Finding send_once(sim::Service service, const std::vector<Request>& requests,
                                  bool reads_success);
  [[nodiscard]] Finding broken_refusal_law(sim::Service service);
  [[nodiscard]] Finding broken_journal_law(const std::vector<Request>& requests) const;

  sim::World world_;
  Values values_;
  Values credentials_;
  std::unique_ptr<sim::World> prepared_;  ///< To go back to.
  Response google_before_;
  Response hubspot_before_;
  std::vector<Response> answers_;
};

}  // namespace lockstep::fuzz
