import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { writeText } from "#modules/reports/report.commands.server.ts";
import { textForm } from "#modules/reports/report.forms.ts";
import type { Work } from "#platform/db.server.ts";

type Paragraph = { section: string; vi: string; en: string };

/** Invented paragraphs of the demo's annual reports. They say no figures: those come out of the records, in the sentences beside them. */
const EVERY_YEAR: Paragraph[] = [
  {
    section: "context",
    vi: "Tình hình thế giới và khu vực tiếp tục biến động nhanh; đối ngoại nhân dân cùng đối ngoại Đảng và ngoại giao Nhà nước tạo thành ba trụ cột của nền đối ngoại. Các tổ chức thành viên chủ động giữ liên lạc với bạn bè, kể cả khi điều kiện đi lại khó khăn.",
    en: "The world and the region went on changing fast; people-to-people diplomacy stood as one of three pillars with Party and State diplomacy. Member organizations kept in touch with friends also where travelling was hard.",
  },
  {
    section: "high_level",
    vi: "Liên hiệp tham gia phục vụ một số chuyến thăm cấp cao, phối hợp tổ chức gặp gỡ nhân dân và nhân sĩ hữu nghị trong khuôn khổ chuyến thăm.",
    en: "The union took part in the preparation of several high-level visits and organised meetings with the people and with friends of Viet Nam on their occasion.",
  },
  {
    section: "bilateral",
    vi: "Hoạt động với các nước láng giềng và ASEAN giữ nhịp đều; quan hệ với bạn bè truyền thống được củng cố, mạng lưới ở châu Phi và Mỹ La-tinh được mở rộng.",
    en: "Work with neighbours and in ASEAN kept its steady pace; relations with traditional friends were strengthened, and the network in Africa and Latin America grew wider.",
  },
  {
    section: "multilateral",
    vi: "Các tổ chức thành viên tham gia tích cực diễn đàn nhân dân khu vực và phong trào hòa bình thế giới, đóng góp vào tuyên bố chung.",
    en: "Member organizations took an active part in the region's people's forums and in the world peace movement, and in the wording of joint statements.",
  },
  {
    section: "aid",
    vi: "Viện trợ đến với nhiều lĩnh vực, trong đó có y tế, giáo dục, khắc phục hậu quả chiến tranh và thích ứng với biến đổi khí hậu. Hồ sơ đăng ký của các tổ chức được xử lý đúng hạn hơn năm trước.",
    en: "Aid went to many fields, among them health, education, the legacies of war and adaptation to a changing climate. Registration files were settled closer to their terms than the year before.",
  },
  {
    section: "research",
    vi: "Liên hiệp rà soát lại bản đồ đối tác và các phong trào nhân dân, gửi các cơ quan liên quan một số kiến nghị.",
    en: "The union went over its map of partners and people's movements, and sent proposals to the agencies concerned.",
  },
  {
    section: "information",
    vi: "Tạp chí và cổng thông tin đưa tin thường xuyên về hoạt động của các tổ chức thành viên bằng nhiều thứ tiếng.",
    en: "The magazine and the portal reported regularly, in several languages, on what member organizations do.",
  },
  {
    section: "organisation",
    vi: "Công tác tổ chức được kiện toàn; nhiều hội tổ chức đại hội nhiệm kỳ mới và kết nạp thêm hội viên trẻ.",
    en: "Organization was put in order; many associations held their congress and took in younger members.",
  },
  {
    section: "limits",
    vi: "Mạng lưới đối tác rộng nhưng đang già đi; chia sẻ thông tin giữa các đơn vị còn chậm; kinh phí của các hội chưa đều.",
    en: "The network of partners is wide but growing old; units share information slowly; associations are funded unevenly.",
  },
  {
    section: "next_year",
    vi: "Tìm đối tác trẻ, ghi nhận hoạt động một lần tại nơi diễn ra, họp trực tuyến thường kỳ với các cơ quan đại diện và các liên hiệp địa phương.",
    en: "Find young partners, record each activity once and where it happens, and meet missions and provincial unions online at regular times.",
  },
];

const OF_A_YEAR: Record<number, Paragraph[]> = {
  2023: [
    {
      section: "anniversaries",
      vi: "Năm có nhiều nước kỷ niệm 50 năm quan hệ ngoại giao với Việt Nam; hoạt động kỷ niệm được tổ chức ở Trung ương và nhiều địa phương.",
      en: "Many countries celebrated fifty years of relations with Viet Nam; the celebrations were held in the capital and in many provinces.",
    },
  ],
  2024: [
    {
      section: "economic",
      vi: "Các hội kết nối doanh nghiệp và địa phương với đối tác, nhất là trong chuyển đổi số và chuyển đổi xanh.",
      en: "Associations brought businesses and provinces together with partners, above all in digital and green fields.",
    },
  ],
};

/** Writes them into the union's reports of the years that are over. */
export async function loadReportTexts(work: Work): Promise<void> {
  for (const year of [2023, 2024, 2025]) {
    const scope = await readScope(work, { year: String(year) });
    for (const { section, vi, en } of [...EVERY_YEAR, ...(OF_A_YEAR[year] ?? [])])
      for (const [language, body] of Object.entries({ vi, en }))
        await writeText(work, scope, textForm.parse({ year, section, language, body, version: 0 }));
  }
}
