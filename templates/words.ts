import type { AccountHeads } from "./accounts.ts";

/** What stands in plain papers, by the language of the union that they are of; an office may go on from there in Word. */
export type PaperWords = {
  folder: string;
  tag: string;
  proposal: { title: string; basis: string; purpose: string; members: string; budget: string; asks: string };
  decision: { number: string; title: string; about: string; basis: string; articles: string[] };
  programme: { title: string; columns: [string, string, string] };
  contacts: { title: string; partners: string; day: string; partner: string };
  result: {
    title: string;
    parts: [did: string, judged: string, proposed: string, promised: string];
    columns: [string, string, string, string];
  };
  settlement: {
    title: string;
    columns: AccountHeads;
    sum: string;
    explained: string;
    signers: [string, string, string];
  };
  /** With the mark that the language sets between a label and what it says. */
  facts: [label: string, tag: string][];
  members: [string, string, string, string, string];
  budget: [string, string, string, string, string];
};

const VIETNAMESE: PaperWords = {
  folder: "vi/",
  tag: "vi-VN",
  proposal: {
    title: "ĐỀ XUẤT",
    basis: "Cơ sở: {text}",
    purpose: "Mục đích: {purpose}",
    members: "Thành viên đoàn",
    budget: "Dự toán kinh phí",
    asks: "Kính đề nghị xem xét, quyết định.",
  },
  decision: {
    number: "Số {number}",
    title: "QUYẾT ĐỊNH",
    about: "về việc {summary}",
    basis: "Theo Điều lệ {union_name} và đề xuất của {proposer}, nay quyết định:",
    articles: ["1. Về việc {summary}: {title}.", "2. Kinh phí thực hiện theo dự toán được duyệt.", "3. {reports}"],
  },
  programme: { title: "CHƯƠNG TRÌNH", columns: ["Thời gian", "Nội dung", "Địa điểm"] },
  contacts: { title: "DANH SÁCH LIÊN HỆ", partners: "Đối tác", day: "Ngày", partner: "Đối tác" },
  result: {
    title: "BÁO CÁO KẾT QUẢ",
    parts: ["1. Kết quả", "2. Đánh giá", "3. Đề xuất", "4. Cam kết và phân công"],
    columns: ["TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"],
  },
  settlement: {
    title: "QUYẾT TOÁN KINH PHÍ",
    columns: ["TT", "Nội dung", "Dự toán", "Tạm ứng", "Thực chi", "Chênh lệch"],
    sum: "Cộng",
    explained: "Giải trình chênh lệch",
    signers: ["Người đề nghị", "Phụ trách kế toán", "Thủ trưởng đơn vị"],
  },
  facts: [
    ["Thời gian: ", "days"],
    ["Địa điểm: ", "places"],
    ["Cơ quan đối tác: ", "host"],
    ["Trưởng đoàn: ", "led"],
    ["Số thành viên: ", "count"],
  ],
  members: ["TT", "Họ và tên", "Chức vụ", "Đơn vị", "Ghi chú"],
  budget: ["TT", "Nội dung", "Số lượng", "Đơn giá", "Nguồn"],
};

const ENGLISH: PaperWords = {
  folder: "en/",
  tag: "en-GB",
  proposal: {
    title: "PROPOSAL",
    basis: "Basis: {text}",
    purpose: "Purpose: {purpose}",
    members: "Members",
    budget: "Estimated costs",
    asks: "Submitted for decision.",
  },
  decision: {
    number: "Ref. {number}",
    title: "DECISION",
    about: "on {summary}",
    basis: "By the statutes of {union_name}, on the proposal of {proposer}, it is decided:",
    articles: ["1. Approved: {summary} ({title}).", "2. Costs are met within the approved estimate.", "3. {reports}"],
  },
  programme: {
    title: "PROGRAMME",
    columns: ["Time", "Programme", "Place"],
  },
  contacts: { title: "CONTACT SHEET", partners: "Partners", day: "Day", partner: "Partner" },
  result: {
    title: "REPORT OF THE VISIT",
    parts: ["1. What was done", "2. Assessment", "3. Proposals", "4. Commitments and who carries them out"],
    columns: ["No.", "Commitment", "Unit", "Due"],
  },
  settlement: {
    title: "SETTLEMENT OF COSTS",
    columns: ["No.", "Description", "Budget", "Advanced", "Spent", "Difference"],
    sum: "Total",
    explained: "Explanation of differences",
    signers: ["Submitted by", "Accountant", "Head of the unit"],
  },
  facts: [
    ["Days: ", "days"],
    ["Places: ", "places"],
    ["Partner: ", "host"],
    ["Head of delegation: ", "led"],
    ["Members: ", "count"],
  ],
  members: ["No.", "Name", "Position", "Organisation", "Note"],
  budget: ["No.", "Item", "Quantity", "Unit price", "Paid by"],
};

const FRENCH: PaperWords = {
  folder: "fr/",
  tag: "fr-FR",
  proposal: {
    title: "PROPOSITION",
    basis: "Base juridique : {text}",
    purpose: "Objet : {purpose}",
    members: "Composition de la délégation",
    budget: "Budget prévisionnel",
    asks: "Soumis à décision.",
  },
  decision: {
    number: "Réf. {number}",
    title: "DÉCISION",
    about: "portant {summary}",
    basis: "Vu les statuts de {union_name}, sur proposition de {proposer}, il est décidé :",
    articles: [
      "Article 1er. Est approuvé : {summary} ({title}).",
      "Article 2. Les dépenses sont couvertes dans la limite du budget approuvé.",
      "Article 3. {reports}",
    ],
  },
  programme: {
    title: "PROGRAMME",
    columns: ["Date et heure", "Programme", "Lieu"],
  },
  contacts: { title: "LISTE DE CONTACTS", partners: "Partenaires", day: "Date", partner: "Partenaire" },
  result: {
    title: "COMPTE RENDU DE LA VISITE",
    parts: ["1. Déroulement", "2. Appréciation", "3. Propositions", "4. Engagements et entités responsables"],
    columns: ["N°", "Engagement", "Entité chef de file", "Échéance"],
  },
  settlement: {
    title: "DÉCOMPTE DES DÉPENSES",
    columns: ["N°", "Libellé", "Prévu", "Avancé", "Dépensé", "Écart"],
    sum: "Total",
    explained: "Explication des écarts",
    signers: ["Présenté par", "Comptable", "Responsable de l’entité"],
  },
  facts: [
    ["Dates : ", "days"],
    ["Lieux : ", "places"],
    ["Partenaire : ", "host"],
    ["Chef de délégation : ", "led"],
    ["Nombre de membres : ", "count"],
  ],
  members: ["N°", "Nom", "Fonction", "Organisme", "Remarque"],
  budget: ["N°", "Désignation", "Quantité", "Prix unitaire", "Prise en charge"],
};

export const LAYOUTS: PaperWords[] = [VIETNAMESE, ENGLISH, FRENCH];
