/** The country whose union this is: it is no partner of its own. */
export const HOME_COUNTRY = "VN";
