#include "observed_port.h"

#include <utility>

namespace lockstep::sim {

ServicePort observed(ServicePort port, std::shared_ptr<AnswerObserver> observer) {
  if (observer == nullptr) {
    return port;
  }
  ServicePort watched = port;
  watched.handle = [service = port.service, handle = std::move(port.handle),
                    observer](const Request& request) {
    Response response = handle(request);
    observer->answered(service, request, response);
    return response;
  };
  watched.handle_stale = [service = port.service, handle = std::move(port.handle_stale),
                          observer = std::move(observer)](const Request& request, Duration age) {
    Response response = handle(request, age);
    observer->answered(service, request, response);
    return response;
  };
  return watched;
}

}  // namespace lockstep::sim
