#include "control/pass_methods.h"

#include <nlohmann/json.hpp>

#include <utility>

#include "control/answers.h"

namespace lockstep::sim::control {
namespace {

/// Ends the pass whatever becomes of it.
class PassUnderWay {
 public:
  /// @pre The world is locked.
  explicit PassUnderWay(HostedWorld& hosted) : hosted_(&hosted) { hosted.passing = true; }
  PassUnderWay(const PassUnderWay&) = delete;
  PassUnderWay& operator=(const PassUnderWay&) = delete;
  ~PassUnderWay() {
    const auto lock = hosted_->world->lock();
    hosted_->passing = false;
  }

 private:
  HostedWorld* hosted_;
};

Response no_runner() {
  return error_answer(409, "conflict", "this server runs no connector",
                      "lockstep serve --connector builtin, or the connector.json of another one");
}

}  // namespace

std::optional<Response> refusal_while_passing(const HostedWorld& hosted) {
  if (!hosted.passing) {
    return std::nullopt;
  }
  return error_answer(409, "conflict", "a pass of the connector is under way in this world",
                      "it can be done when POST …/passes has answered");
}

Response run_pass(HostedWorld& hosted, const nlohmann::json& settings) {
  if (hosted.runner == nullptr) {
    return no_runner();
  }
  auto lock = hosted.world->lock();
  if (auto refused = refusal_while_passing(hosted)) {
    return *refused;
  }
  const PassUnderWay under_way(hosted);
  hosted.world->revive_connector();
  const std::size_t number = ++hosted.passes;
  hosted.world->note_user_action("connector.pass_begins",
                                 {{"pass", number}, {"settings", settings}});
  const WorldDescription world = describe(hosted);
  lock.unlock();
  const auto crashed = [&hosted] {
    const auto guard = hosted.world->lock();
    return hosted.world->connector_crashed();
  };
  const Result<Json> ended = hosted.runner->run_pass({world, settings, number, crashed});
  lock.lock();
  const std::string end = ended ? ended->value("end", "") : "not started";
  hosted.world->note_user_action("connector.pass_ended", {{"pass", number}, {"end", end}});
  lock.unlock();
  if (!ended) {
    return error_answer(ended.error());
  }
  Json answer{{"pass", number}};
  answer.update(*ended);
  return json_answer(200, answer);
}

Response show_passes(HostedWorld& hosted) {
  if (hosted.runner == nullptr) {
    return json_answer(200, {{"connector", nullptr}});
  }
  const auto lock = hosted.world->lock();
  if (auto refused = refusal_while_passing(hosted)) {
    return *refused;
  }
  Json answer = hosted.runner->memory(hosted.id);
  answer["passes"] = hosted.passes;
  return json_answer(200, answer);
}

}  // namespace lockstep::sim::control
