/** What stands in the papers themselves, by the language of the union that they are of; an office may go on from there in Word. */
export type PaperWords = {
  folder: string;
  tag: string;
  /** On the right of the head: the national heading, where the law asks for one. */
  nation: [name: string, motto: string] | undefined;
  proposal: {
    title: string;
    about: string;
    basis: string;
    purpose: string;
    members: string;
    budget: string;
    asks: string;
  };
  decision: { number: string; title: string; about: string; basis: string; decides: string; articles: string[] };
  programme: { title: string; columns: [tag: string, head: string, width: number][] };
  contacts: { title: string; partners: string; day: string; partner: string };
  result: { title: string; parts: [string, string, string, string]; columns: [string, string, string] };
  facts: [label: string, tag: string][];
  members: [string, string, string, string];
  budget: [string, string, string, string];
};

const WITH_NATIONAL_HEADING: PaperWords = {
  folder: "",
  tag: "vi-VN",
  nation: ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
  proposal: {
    title: "TỜ TRÌNH",
    about: "Về việc {title}",
    basis: "Căn cứ: {legal_basis}",
    purpose: "Mục đích: {purpose}",
    members: "Thành phần đoàn:",
    budget: "Dự toán kinh phí:",
    asks: "Kính trình Lãnh đạo xem xét, quyết định.",
  },
  decision: {
    number: "Số: {number}",
    title: "QUYẾT ĐỊNH",
    about: "Về việc {action}",
    basis: "Căn cứ Điều lệ {union_name}; xét đề nghị của {proposer},",
    decides: "QUYẾT ĐỊNH:",
    articles: [
      "Điều 1. {action}: {title}.",
      "Điều 2. Kinh phí thực hiện theo dự toán được duyệt.",
      "Điều 3. {reports}",
    ],
  },
  programme: {
    title: "CHƯƠNG TRÌNH / PROGRAMME",
    columns: [
      ["when", "Thời gian / Time", 1700],
      ["content_vi", "Nội dung", 3000],
      ["content_en", "Programme", 3000],
      ["place", "Địa điểm / Place", 1650],
    ],
  },
  contacts: {
    title: "DANH SÁCH LIÊN HỆ / CONTACT SHEET",
    partners: "Đối tác / Partners",
    day: "Ngày / Day",
    partner: "Đối tác / Partner",
  },
  result: {
    title: "BÁO CÁO KẾT QUẢ",
    parts: ["1. Kết quả", "2. Đánh giá", "3. Đề xuất", "4. Cam kết và phân công"],
    columns: ["Nội dung", "Đơn vị chủ trì", "Thời hạn"],
  },
  facts: [
    ["Thời gian", "days"],
    ["Địa điểm", "places"],
    ["Cơ quan đối tác", "host"],
    ["Trưởng đoàn", "head"],
    ["Số thành viên", "member_count"],
  ],
  members: ["TT", "Họ và tên", "Chức vụ", "Cơ quan"],
  budget: ["Nội dung", "Số lượng", "Đơn giá", "Nguồn"],
};

/** The same union by the other layout: in its language, without the heading and the form that the decree asks for. */
const VIETNAMESE: PaperWords = {
  ...WITH_NATIONAL_HEADING,
  folder: "vi/",
  nation: undefined,
  proposal: {
    ...WITH_NATIONAL_HEADING.proposal,
    title: "ĐỀ XUẤT",
    about: "{title}",
    basis: "Cơ sở: {legal_basis}",
    asks: "Kính đề nghị xem xét, quyết định.",
  },
  decision: {
    number: "Số {number}",
    title: "QUYẾT ĐỊNH",
    about: "về việc {action}",
    basis: "Theo Điều lệ {union_name} và đề xuất của {proposer}, nay quyết định:",
    decides: "",
    articles: ["1. Về việc {action}: {title}.", "2. Kinh phí thực hiện theo dự toán được duyệt.", "3. {reports}"],
  },
};

const PLAIN: PaperWords = {
  folder: "en/",
  tag: "en-GB",
  nation: undefined,
  proposal: {
    title: "PROPOSAL",
    about: "{title}",
    basis: "Basis: {legal_basis}",
    purpose: "Purpose: {purpose}",
    members: "Members",
    budget: "Estimated costs",
    asks: "Submitted for decision.",
  },
  decision: {
    number: "No. {number}",
    title: "DECISION",
    about: "on {action}",
    basis: "By the statutes of {union_name}, on the proposal of {proposer}, it is decided:",
    decides: "",
    articles: ["1. {action}: {title}.", "2. Costs are met within the approved estimate.", "3. {reports}"],
  },
  programme: {
    title: "PROGRAMME",
    columns: [
      ["when", "Time", 1900],
      ["content", "Programme", 5000],
      ["place", "Place", 2450],
    ],
  },
  contacts: { title: "CONTACT SHEET", partners: "Partners", day: "Day", partner: "Partner" },
  result: {
    title: "REPORT OF THE VISIT",
    parts: ["1. What was done", "2. Assessment", "3. Proposals", "4. Commitments and who carries them out"],
    columns: ["Commitment", "Unit", "Due"],
  },
  facts: [
    ["Days", "days"],
    ["Places", "places"],
    ["Partner", "host"],
    ["Head of delegation", "head"],
    ["Members", "member_count"],
  ],
  members: ["No.", "Name", "Position", "Organisation"],
  budget: ["Item", "Quantity", "Unit price", "Paid by"],
};

const FRENCH: PaperWords = {
  folder: "fr/",
  tag: "fr-FR",
  nation: undefined,
  proposal: {
    title: "PROPOSITION",
    about: "{title}",
    basis: "Base juridique : {legal_basis}",
    purpose: "Objet : {purpose}",
    members: "Composition de la délégation",
    budget: "Budget prévisionnel",
    asks: "Soumis à décision.",
  },
  decision: {
    number: "N° {number}",
    title: "DÉCISION",
    about: "portant {action}",
    basis: "Vu les statuts de {union_name}, sur proposition de {proposer}, il est décidé :",
    decides: "",
    articles: [
      "Article 1er. {action} : {title}.",
      "Article 2. Les dépenses sont couvertes dans la limite du budget approuvé.",
      "Article 3. {reports}",
    ],
  },
  programme: {
    title: "PROGRAMME",
    columns: [
      ["when", "Date et heure", 1900],
      ["content", "Programme", 5000],
      ["place", "Lieu", 2450],
    ],
  },
  contacts: { title: "LISTE DE CONTACTS", partners: "Partenaires", day: "Date", partner: "Partenaire" },
  result: {
    title: "COMPTE RENDU DE LA VISITE",
    parts: ["1. Déroulement", "2. Appréciation", "3. Propositions", "4. Engagements et entités responsables"],
    columns: ["Engagement", "Entité chef de file", "Échéance"],
  },
  facts: [
    ["Dates", "days"],
    ["Lieux", "places"],
    ["Partenaire", "host"],
    ["Chef de délégation", "head"],
    ["Nombre de membres", "member_count"],
  ],
  members: ["N°", "Nom", "Fonction", "Organisme"],
  budget: ["Désignation", "Quantité", "Prix unitaire", "Prise en charge"],
};

export const LAYOUTS: PaperWords[] = [WITH_NATIONAL_HEADING, VIETNAMESE, PLAIN, FRENCH];
