/** What stands in the papers of those who receive guests and go with them, by language. */
export type VisitWords = {
  internal: string;
  day: { title: string; needs: string; contacts: string; columns: readonly string[]; people: readonly string[] };
  points: {
    title: string;
    addressed: string;
    parts: readonly (readonly [list: string, title: string])[];
  };
  reception: {
    title: string;
    about: string;
    opens: string;
    parts: readonly [what: string, guests: string, programme: string, work: string, costs: string];
    title_of: string;
    /** Beside the facts of every visit. */
    facts: readonly (readonly [tag: string, text: string])[];
    members: string;
    journeys: string;
    agenda: string;
    no_days: string;
    leads: string;
    hosts: string;
    answerable: string;
    provisions: string;
    total: string;
    of_payer: string;
    no_budget: string;
    ends: string;
    receivers: readonly string[];
    columns: Record<"journeys" | "agenda" | "hosts" | "answerable" | "provisions", readonly string[]>;
  };
};

const VIETNAMESE: VisitWords = {
  internal: "LƯU HÀNH NỘI BỘ",
  day: {
    title: "PHIẾU CÔNG TÁC NGÀY",
    needs: "Lưu ý: {needs}",
    contacts: "Đầu mối tại nơi đến",
    columns: ["Giờ", "Nội dung", "Địa điểm", "Phụ trách, phục vụ"],
    people: ["Họ và tên", "Đơn vị", "Điện thoại"],
  },
  points: {
    title: "NỘI DUNG TRAO ĐỔI",
    addressed: "- Cách xưng hô: {addressed_as}.",
    parts: [
      ["to_say", "Điều cần nói"],
      ["to_ask", "Điều đề nghị"],
      ["to_avoid", "Điều nên tránh"],
      ["to_cite", "Số liệu cần nêu"],
    ],
  },
  reception: {
    title: "KẾ HOẠCH",
    about: "Về việc {summary}",
    opens: "{proposer} xây dựng kế hoạch {summary} như sau:",
    parts: [
      "1. Mục đích, nội dung",
      "2. Đoàn khách và mức đón tiếp",
      "3. Chương trình",
      "4. Phân công thực hiện",
      "5. Kinh phí",
    ],
    title_of: "Nội dung: {title}.",
    facts: [
      ["asked_by", "- Bên đề nghị đón: {asked_by}."],
      ["addressed_as", "- Cách xưng hô: {addressed_as}."],
      ["level", "- Mức đón tiếp: {level}{#level_reason} ({level_reason}){/level_reason}."],
      ["security", "- Mức an ninh: {security}."],
      ["needs", "- Ăn uống, sức khỏe, đi lại: {needs}."],
    ],
    members: "Danh sách đoàn:",
    journeys: "Đón, tiễn đoàn:",
    agenda: "Chương trình từng ngày:",
    no_days: "Chương trình được thông báo sau.",
    leads: "{proposer} chủ trì, phối hợp với các đơn vị, cá nhân liên quan đón tiếp đoàn.",
    hosts: "Địa phương, đơn vị cùng đón:",
    answerable: "Đầu mối phụ trách:",
    provisions: "Tặng phẩm, văn kiện:",
    total: "Tổng cộng: {figures} (Bằng chữ: {words}).",
    of_payer: "- {payer}: {figures}.",
    no_budget: "Không đề nghị kinh phí.",
    ends: "Trên đây là kế hoạch đón tiếp đoàn, đề nghị các đơn vị, cá nhân liên quan phối hợp thực hiện",
    receivers: ["- Các đơn vị liên quan;", "- Lưu: VT."],
    columns: {
      journeys: ["Chiều", "Ngày, giờ", "Phương tiện, địa điểm", "Người đón, tiễn"],
      agenda: ["Giờ", "Nội dung", "Địa điểm", "Phụ trách, phục vụ"],
      hosts: ["Đơn vị", "Thời gian", "Nội dung", "Đầu mối"],
      answerable: ["TT", "Họ và tên", "Việc phụ trách", "Điện thoại"],
      provisions: ["Loại", "Nội dung", "Số lượng", "Bên nhận, bên ký"],
    },
  },
};

const ENGLISH: VisitWords = {
  internal: "FOR INTERNAL USE",
  day: {
    title: "DAY SHEET",
    needs: "Please note: {needs}",
    contacts: "Who to call there",
    columns: ["Time", "Programme", "Place", "Who and what"],
    people: ["Name", "Unit", "Telephone"],
  },
  points: {
    title: "TALKING POINTS",
    addressed: "Form of address: {addressed_as}",
    parts: [
      ["to_say", "What to say"],
      ["to_ask", "What to ask for"],
      ["to_avoid", "What to avoid"],
      ["to_cite", "Figures to name"],
    ],
  },
  reception: {
    title: "RECEPTION PLAN",
    about: "{title}",
    opens: "{proposer} plans the reception as follows.",
    parts: ["1. Purpose", "2. Guests and level of reception", "3. Programme", "4. Who does what", "5. Costs"],
    title_of: "Visit: {title}.",
    facts: [
      ["asked_by", "Visit asked for by: {asked_by}"],
      ["addressed_as", "Form of address: {addressed_as}"],
      ["level", "Level of reception: {level}{#level_reason} ({level_reason}){/level_reason}"],
      ["security", "Security level: {security}"],
      ["needs", "Diet and access needs: {needs}"],
    ],
    members: "Guests",
    journeys: "Arrivals and departures",
    agenda: "Day by day",
    no_days: "The programme follows.",
    leads: "{proposer} leads the reception, with the units and persons below.",
    hosts: "Units that host",
    answerable: "Persons answerable",
    provisions: "Gifts and documents",
    total: "In all: {figures}",
    of_payer: "{payer}: {figures}",
    no_budget: "No costs are planned.",
    ends: "The units and persons named here are asked to carry out this plan.",
    receivers: [],
    columns: {
      journeys: ["Way", "Day and hour", "Flight or vehicle, place", "Met or seen off by"],
      agenda: ["Time", "Programme", "Place", "Who and what"],
      hosts: ["Unit", "Days", "What is asked", "Person answerable"],
      answerable: ["No.", "Name", "For what", "Telephone"],
      provisions: ["Kind", "Description", "Quantity", "To or with"],
    },
  },
};

const FRENCH: VisitWords = {
  internal: "USAGE INTERNE",
  day: {
    title: "FEUILLE DU JOUR",
    needs: "À noter : {needs}",
    contacts: "Contacts sur place",
    columns: ["Heure", "Programme", "Lieu", "Responsable et logistique"],
    people: ["Nom", "Entité", "Téléphone"],
  },
  points: {
    title: "ÉLÉMENTS DE LANGAGE",
    addressed: "Formule d’appel : {addressed_as}",
    parts: [
      ["to_say", "À dire"],
      ["to_ask", "À demander"],
      ["to_avoid", "À éviter"],
      ["to_cite", "Chiffres à citer"],
    ],
  },
  reception: {
    title: "PLAN D’ACCUEIL",
    about: "{title}",
    opens: "{proposer} prévoit l’accueil comme suit.",
    parts: ["1. Objet", "2. Visiteurs et niveau d’accueil", "3. Programme", "4. Répartition des tâches", "5. Dépenses"],
    title_of: "Visite : {title}.",
    facts: [
      ["asked_by", "Visite demandée par : {asked_by}"],
      ["addressed_as", "Formule d’appel : {addressed_as}"],
      ["level", "Niveau d’accueil : {level}{#level_reason} ({level_reason}){/level_reason}"],
      ["security", "Niveau de sécurité : {security}"],
      ["needs", "Régimes et accessibilité : {needs}"],
    ],
    members: "Visiteurs",
    journeys: "Arrivées et départs",
    agenda: "Jour par jour",
    no_days: "Le programme suivra.",
    leads: "{proposer} dirige l’accueil, avec les entités et personnes ci-dessous.",
    hosts: "Entités qui accueillent",
    answerable: "Responsables",
    provisions: "Présents et documents",
    total: "Total : {figures}",
    of_payer: "{payer} : {figures}",
    no_budget: "Aucune dépense n’est prévue.",
    ends: "Les entités et personnes citées sont priées d’exécuter ce plan.",
    receivers: [],
    columns: {
      journeys: ["Sens", "Jour et heure", "Vol ou véhicule, lieu", "Accueil ou départ assuré par"],
      agenda: ["Heure", "Programme", "Lieu", "Responsable et logistique"],
      hosts: ["Entité", "Dates", "Demande", "Responsable"],
      answerable: ["N°", "Nom", "Tâche", "Téléphone"],
      provisions: ["Type", "Désignation", "Quantité", "Destinataire ou signataire"],
    },
  },
};

/** Where a decree lays papers out, they are Vietnamese. */
export const DECREE_VISIT = VIETNAMESE;
const PLAIN_VIETNAMESE: VisitWords = {
  ...VIETNAMESE,
  points: { ...VIETNAMESE.points, addressed: "Cách xưng hô: {addressed_as}" },
  reception: {
    ...VIETNAMESE.reception,
    title: "KẾ HOẠCH ĐÓN TIẾP",
    about: "{title}",
    facts: VIETNAMESE.reception.facts.map(([tag, text]) => [tag, text.replace(/^- /, "").replace(/\.$/, "")]),
    total: "Tổng cộng: {figures}",
    of_payer: "{payer}: {figures}",
    ends: `${VIETNAMESE.reception.ends}.`,
  },
};
export const PLAIN_VISIT: Record<string, VisitWords> = { "vi/": PLAIN_VIETNAMESE, "en/": ENGLISH, "fr/": FRENCH };
