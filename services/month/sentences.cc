// Made up after the themes of the sources: roads, sanitation, saving, young members, petitions.
#include "services/month/sentences.h"

namespace giaoban::month {

const std::vector<std::string>& short_sentences() {
  static const std::vector<std::string> sentences = {
      "Mở rộng đường liên thôn",
      "Vệ sinh môi trường, khơi thông cống rãnh",
      "Vận động hiến đất làm đường bê tông",
      "Phát triển đảng viên trẻ ở thôn",
      "Chăm sóc vải thiều cuối vụ",
      "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
      "Thu đảng phí và các khoản đóng góp",
      "Giữ gìn an ninh trật tự dịp cuối năm",
      "Giúp hộ nghèo sửa nhà trước Tết",
      "Nhà văn hoá thôn",
      "Tuyên truyền phòng cháy, chữa cháy",
      "Rà soát hộ nghèo, hộ cận nghèo",
  };
  return sentences;
}

const std::vector<std::string>& long_sentences() {
  static const std::vector<std::string> sentences = {
      "Chi bộ vận động các hộ hai bên đường tự nguyện hiến đất, tháo dỡ tường rào để mở rộng mặt đường lên 5 mét.",
      "Bốn tổ đảng phụ trách bốn đoạn đường, mỗi đảng viên vận động gia đình mình và hai hộ lân cận.",
      "Đoạn đường 1,5 km đã san nền xong, dự kiến đổ bê tông trước cuối tháng.",
      "Các tổ đảng phân công đảng viên phụ trách từng ngõ, dọn vệ sinh vào sáng chủ nhật hằng tuần.",
      "Tư tưởng đảng viên và nhân dân ổn định, tin tưởng vào sự lãnh đạo của Đảng.",
      "Một số hộ còn băn khoăn về mức đóng góp, chi bộ đã cử người đến từng nhà giải thích.",
      "Nhân dân đề nghị sớm sửa trạm bơm và nạo vét kênh mương trước vụ chiêm xuân.",
      "Chi bộ kết nạp được một đảng viên trẻ và đang bồi dưỡng hai quần chúng ưu tú.",
      "Đảng viên tham gia sinh hoạt đầy đủ, người vắng mặt đều có lý do chính đáng.",
      "Tháng tới tập trung hoàn thành thu quỹ, chuẩn bị đại hội các đoàn thể và Ngày hội Đại đoàn kết toàn dân tộc.",
      "Giao đồng chí phó bí thư theo dõi, đôn đốc và báo cáo kết quả tại kỳ sinh hoạt tháng sau.",
      "Sản lượng cây ăn quả đạt khá, giá bán ổn định, bà con yên tâm chăm sóc cho vụ sau.",
  };
  return sentences;
}

const std::vector<std::string>& remark_sentences() {
  static const std::vector<std::string> sentences = {
      "Đảng uỷ nhất trí, đề nghị chi bộ tổ chức thực hiện đúng thời gian.",
      "Đã xem, nội dung đầy đủ.",
      "Đề nghị chi bộ mời đồng chí phụ trách cùng dự.",
      "Lưu ý phân công rõ người, rõ việc, rõ thời hạn.",
  };
  return sentences;
}

const std::string& exemption_basis() {
  static const std::string basis = "Thông báo số 45-TB/HU: chi bộ đang tập trung khắc phục mưa lũ, được miễn kỳ này";
  return basis;
}

}  // namespace giaoban::month
