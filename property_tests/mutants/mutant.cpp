#include "mutant.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace lockstep::mutants {
namespace {

class DefectiveShell final : public scenario::EngineShell {
 public:
  explicit DefectiveShell(const Mutant& mutant) : mutant_(&mutant) {}

  void begin() override {
    defect_ = mutant_->make();
    tokens_.clear();
    passes_ = 0;
  }

  void before_pass(const std::filesystem::path& config, Transport& hubspot,
                   Transport& google) override {
    Pass pass(config, hubspot, google, tokens_, ++passes_);
    if (defect_.config) {
      Json json = pass.config();
      defect_.config(json);
      pass.set_config(json);
    }
    if (defect_.before) {
      defect_.before(pass);
    }
  }

  Result<Response> send(Service service, const Request& request, Transport& world) override {
    if (const auto token = request.headers.find("Authorization"); token != request.headers.end()) {
      tokens_[service] = token->second;
    }
    Call call(service, request);
    if (defect_.outgoing) {
      defect_.outgoing(call);
    }
    Result<Response> answer = failure(ErrorKind::outcome_unknown, "not sent", "mutant");
    if (call.answer) {
      answer = *call.answer;
    } else if (defect_.around) {
      answer = defect_.around(call, world);
    } else {
      for (int time = 0; time < call.times; ++time) {
        answer = world.send(call.request);
      }
    }
    if (answer && defect_.incoming) {
      defect_.incoming(call, *answer);
    }
    return answer;
  }

  void sleep_until(Clock& clock, Instant deadline) override {
    if (!defect_.never_waits) {
      clock.sleep_until(deadline);
    }
  }

  void after_pass(const std::filesystem::path& config, Transport& hubspot,
                  Transport& google) override {
    if (defect_.after) {
      Pass pass(config, hubspot, google, tokens_, passes_);
      defect_.after(pass);
    }
  }

 private:
  const Mutant* mutant_;
  Defect defect_;
  std::map<Service, std::string> tokens_;
  int passes_ = 0;
};

}  // namespace

const std::vector<Mutant>& all_mutants() {
  static const std::vector<Mutant> kAll = [] {
    std::vector<Mutant> all;
    for (auto* const part : {connecting_mutants, scope_mutants, matching_mutants, merging_mutants,
                             phone_mutants, mapping_mutants, keeping_mutants, limit_mutants,
                             health_mutants, surviving_mutants, settings_mutants}) {
      std::ranges::move(part(), std::back_inserter(all));
    }
    std::ranges::stable_sort(all, {}, &Mutant::rule);
    return all;
  }();
  return kAll;
}

std::unique_ptr<scenario::Connector> make_mutant_connector(const Mutant& mutant) {
  return scenario::make_builtin_connector(scenario::Door::in_process,
                                          std::make_unique<DefectiveShell>(mutant));
}

}  // namespace lockstep::mutants
