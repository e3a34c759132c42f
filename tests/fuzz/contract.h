// Every call of the contract by its full name, "giaoban.v1.DossierService/Decide".
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor_database.h>
#include <google/protobuf/message.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace giaoban::fuzz {

using Calls = std::map<std::string, const google::protobuf::MethodDescriptor*, std::less<>>;

// Read from what is linked into the program, so a new call is fuzzed without a word here.
inline Calls calls_of_the_contract() {
  Calls calls;
  std::vector<std::string> files;
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  google::protobuf::DescriptorPool::internal_generated_database()->FindAllFileNames(&files);
  for (const std::string& name : files) {
    if (!name.starts_with("giaoban/v1/")) continue;
    const auto* file = pool->FindFileByName(name);
    for (int i = 0; i < file->service_count(); ++i) {
      const auto* service = file->service(i);
      for (int m = 0; m < service->method_count(); ++m) {
        calls[service->full_name() + "/" + service->method(m)->name()] = service->method(m);
      }
    }
  }
  return calls;
}

inline std::unique_ptr<google::protobuf::Message> make(const google::protobuf::Descriptor& type) {
  auto* factory = google::protobuf::MessageFactory::generated_factory();
  return std::unique_ptr<google::protobuf::Message>(factory->GetPrototype(&type)->New());
}

}  // namespace giaoban::fuzz
