// Draws surname, middle and given name from what is usual in Bắc Giang and Quảng Ninh.
#include "services/month/names.h"

namespace giaoban::month {

namespace {

using Words = std::vector<std::string>;

// Frequent ones stand several times.
const Words& surnames() {
  static const Words words = {"Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần",  "Trần",  "Trần",
                              "Lê",     "Lê",     "Phạm",   "Phạm",   "Hoàng",  "Hoàng",  "Vũ",    "Vũ",    "Đỗ",
                              "Giáp",   "Giáp",   "Thân",   "Thân",   "Ngô",    "Bùi",    "Đặng",  "Dương", "Đào",
                              "Nông",   "Vi",     "Lý",     "Lục",    "Tăng",   "Hà",     "Phùng", "Chu",   "Đoàn"};
  return words;
}
const Words& mens_middle_names() {
  static const Words words = {"Văn",  "Văn",  "Văn",  "Đức",  "Hữu", "Minh",  "Quang",
                              "Xuân", "Công", "Đình", "Ngọc", "Bá",  "Trọng", "Thanh"};
  return words;
}
const Words& mens_names() {
  static const Words words = {"An",   "Bình",  "Chiến",  "Cường", "Dũng",  "Đạt",  "Điệp", "Giang", "Hải",
                              "Hiếu", "Hoà",   "Hùng",   "Hưng",  "Khánh", "Lâm",  "Long", "Luận",  "Mạnh",
                              "Nam",  "Nghĩa", "Phúc",   "Quân",  "Quý",   "Sơn",  "Tài",  "Thắng", "Thịnh",
                              "Tiến", "Toàn",  "Trường", "Tuấn",  "Tùng",  "Việt", "Vinh", "Vượng"};
  return words;
}
const Words& womens_middle_names() {
  static const Words words = {"Thị",      "Thị",      "Thị Thu", "Thị Hồng", "Thị Thanh",
                              "Thị Minh", "Thị Ngọc", "Thị Kim", "Bích"};
  return words;
}
const Words& womens_names() {
  static const Words words = {"Anh",    "Bích",  "Chi", "Dung", "Duyên", "Hà",    "Hằng", "Hạnh",   "Hiền",  "Hoa",
                              "Huệ",    "Hương", "Lan", "Liên", "Loan",  "Mai",   "Nga",  "Nguyệt", "Nhung", "Oanh",
                              "Phượng", "Quyên", "Tâm", "Thảo", "Thuý",  "Tuyết", "Vân",  "Xuyến",  "Yến"};
  return words;
}

}  // namespace

std::string made_up_name(Draw& draw) {
  const bool woman = draw.per_mille(300);
  std::string name = draw.one_of(surnames());
  name += " " + draw.one_of(woman ? womens_middle_names() : mens_middle_names());
  return name + " " + draw.one_of(woman ? womens_names() : mens_names());
}

}  // namespace giaoban::month
