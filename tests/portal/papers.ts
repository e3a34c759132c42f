// Papers as cells write them: fields of each shipped kind in the contract's JSON, complete enough to be submitted.

export type Filled = object[];

const VILLAGE_TASKS = ["mở rộng đường thôn", "thu hoạch vụ mùa", "làm sạch kênh mương", "kết nạp đảng viên mới", "quỹ khuyến học", "nhà văn hoá thôn"];
const task = (cell: number) => VILLAGE_TASKS[cell % VILLAGE_TASKS.length]!;

// A meeting plan of the cell with that number.
export function meetingPlan(cell: number): Filled {
  return [
    { name: "meeting_type", text: "regular" },
    { name: "meeting_date", moment: `2026-11-${String(5 + (cell % 20)).padStart(2, "0")}` },
    { name: "start_time", moment: "19:30" },
    { name: "duration", number: String(90 + 10 * (cell % 4)) },
    { name: "place", text: "Nhà văn hoá thôn" },
    { name: "chair", text: "Bí thư chi bộ" },
    { name: "last_month", text: `Đã xong việc thu quỹ; việc ${task(cell + 1)} chưa xong vì mưa.` },
    { name: "content", text: `Đánh giá tháng trước; bàn việc ${task(cell)}; phân công đảng viên phụ trách hộ.` },
    { name: "resolution_draft", text: `Hoàn thành việc ${task(cell)} trước ngày 30 tháng 11; đồng chí phó bí thư phụ trách.` },
    {
      name: "agenda",
      table: {
        rows: [
          { cells: [{ name: "item", text: "Khai mạc" }, { name: "presenter", text: "Bí thư" }, { name: "minutes", number: "10" }] },
          { cells: [{ name: "item", text: `Thảo luận: ${task(cell)}` }, { name: "presenter", text: "Phó bí thư" }, { name: "minutes", number: "60" }] },
        ],
      },
    },
  ];
}

// A resolution of the cell with that number.
export function resolution(cell: number): Filled {
  return [
    { name: "number", text: `${cell}-NQ/CB` },
    { name: "adopted_on", moment: "2026-11-03" },
    { name: "subject", text: `Nghị quyết sinh hoạt thường kỳ tháng 11: ${task(cell)}` },
    { name: "meeting_type", text: "regular" },
    { name: "chair", text: "Bí thư chi bộ" },
    { name: "members_present", number: String(12 + (cell % 9)) },
    { name: "last_month", text: "Các nhiệm vụ tháng trước cơ bản hoàn thành." },
    { name: "direction", text: `Tập trung ${task(cell)}; giữ vững an ninh thôn xóm.` },
    {
      name: "tasks",
      table: {
        rows: [
          { cells: [{ name: "task", text: `Vận động hộ dân ${task(cell)}` }, { name: "lead_person", text: "Phó bí thư" }, { name: "due", moment: "2026-11-25" }] },
          { cells: [{ name: "task", text: "Thu quỹ chi bộ" }, { name: "lead_person", text: "Chi uỷ viên" }, { name: "due", moment: "2026-11-28" }] },
        ],
      },
    },
    { name: "members_official", number: String(14 + (cell % 9)) },
    { name: "votes_for", number: String(12 + (cell % 9)) },
    { name: "votes_against", number: "0" },
    { name: "votes_abstain", number: "0" },
  ];
}

// A monthly report of the cell with that number.
export function monthlyReport(cell: number): Filled {
  return [
    { name: "members_total", number: String(15 + (cell % 9)) },
    { name: "members_exempt", number: "2" },
    { name: "members_present", number: String(12 + (cell % 9)) },
    { name: "new_members", number: String(cell % 2) },
    { name: "tasks_total", number: "6" },
    { name: "tasks_done", number: String(4 + (cell % 3)) },
    { name: "work", text: `Trong tháng chi bộ đã ${task(cell)}; nhân dân đồng tình.` },
    { name: "next_month", text: `Tiếp tục ${task(cell + 1)}.` },
  ];
}

// Fields for a kind by its name.
export const FILL: Record<string, (cell: number) => Filled> = {
  meeting_plan: meetingPlan,
  resolution,
  monthly_report: monthlyReport,
};
