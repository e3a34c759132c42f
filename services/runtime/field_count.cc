// One pass over the tags, going into the parts that the contract knows.
#include "services/runtime/field_count.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

namespace giaoban::runtime {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;

constexpr int kDeepest = 100;  // protobuf reads no deeper

// Lowers `left` by every field; false when there are more. Stops, with true, where the bytes make no sense.
bool count(google::protobuf::io::CodedInputStream& in, const Descriptor& type, int depth, size_t& left) {
  int groups = 0;  // open around us; the contract has none, so what is in them is unknown
  while (const uint32_t tag = in.ReadTag()) {
    const auto wire = WireFormatLite::GetTagWireType(tag);
    if (wire == WireFormatLite::WIRETYPE_END_GROUP) {
      if (--groups < 0) return true;
      continue;
    }
    if (left-- == 0) return false;
    if (wire == WireFormatLite::WIRETYPE_START_GROUP) {
      ++groups;
      continue;
    }
    const FieldDescriptor* field =
        groups > 0 ? nullptr : type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    const bool part = field != nullptr && field->type() == FieldDescriptor::TYPE_MESSAGE;
    if (wire != WireFormatLite::WIRETYPE_LENGTH_DELIMITED || !part || depth == kDeepest) {
      if (!WireFormatLite::SkipField(&in, tag)) return true;
      continue;
    }
    int length = 0;
    if (!in.ReadVarintSizeAsInt(&length)) return true;
    const auto limit = in.PushLimit(length);
    if (!count(in, *field->message_type(), depth + 1, left)) return false;
    if (in.BytesUntilLimit() > 0) return true;
    in.PopLimit(limit);
  }
  return true;
}

}  // namespace

bool has_few_fields(std::string_view bytes, const Descriptor& type, size_t most) {
  google::protobuf::io::CodedInputStream in(reinterpret_cast<const uint8_t*>(bytes.data()),
                                            static_cast<int>(bytes.size()));
  size_t left = most;
  return count(in, type, 0, left);
}

}  // namespace giaoban::runtime
